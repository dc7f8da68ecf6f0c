using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tetrapylon.App.Http;

/// <summary>An answer as it is sent, but for the token of its forms: that is the asker's own.</summary>
internal sealed class KeptAnswer : IResult
{
    /// <summary>Stands in a page where the token goes. Nobody who writes what pages show can know it.</summary>
    public static readonly string Gap = "gap-" + RandomNumberGenerator.GetHexString(32);

    private static readonly byte[] GapBytes = Encoding.ASCII.GetBytes(Gap);

    private readonly string _type;
    private readonly List<ReadOnlyMemory<byte>> _parts = [];

    public KeptAnswer(string type, byte[] bytes)
    {
        (_type, Size) = (type, bytes.Length);
        var rest = bytes.AsMemory();
        for (int at; (at = rest.Span.IndexOf(GapBytes)) >= 0; rest = rest[(at + GapBytes.Length)..]) _parts.Add(rest[..at]);
        _parts.Add(rest);
    }

    public int Size { get; }

    public async Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = _type;
        // The token comes with a cookie: it is made before anything is sent.
        var token = _parts.Count == 1 ? [] : Encoding.ASCII.GetBytes(context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!);
        response.ContentLength = _parts.Sum(p => (long)p.Length) + (_parts.Count - 1) * token.Length;
        for (var i = 0; i < _parts.Count; i++)
        {
            if (i > 0) await response.BodyWriter.WriteAsync(token, context.RequestAborted).ConfigureAwait(false);
            await response.BodyWriter.WriteAsync(_parts[i], context.RequestAborted).ConfigureAwait(false);
        }
    }
}

/// <summary>Answers made lately, by the name of their state (their ETag): the same question by the same person to the same state of the record is not answered anew.</summary>
internal sealed class KeptAnswers
{
    private const int MostBytes = 96 << 20, LargestBytes = 4 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Tag, KeptAnswer Answer)>> _byTag = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Tag, KeptAnswer Answer)> _recent = new();
    private long _bytes;

    public KeptAnswer? Find(string tag)
    {
        lock (_lock)
        {
            if (!_byTag.TryGetValue(tag, out var node)) return null;
            _recent.Remove(node);
            _recent.AddFirst(node);
            return node.Value.Answer;
        }
    }

    public void Keep(string tag, KeptAnswer answer)
    {
        if (answer.Size > LargestBytes) return;
        lock (_lock)
        {
            if (_byTag.ContainsKey(tag)) return;
            _byTag.Add(tag, _recent.AddFirst((tag, answer)));
            // What is of an earlier state of the record is not asked for again, and is the first to go.
            for (_bytes += answer.Size; _bytes > MostBytes; _recent.RemoveLast())
            {
                var last = _recent.Last!.Value;
                _byTag.Remove(last.Tag);
                _bytes -= last.Answer.Size;
            }
        }
    }
}

/// <summary>An answer that is made whole before it is sent, so that it may be kept.</summary>
internal abstract class WholeAnswer : IResult
{
    /// <summary>The state under which it is kept; null where it tells of more than the record.</summary>
    public string? Tag { get; set; }

    protected abstract Task<KeptAnswer> MakeAsync(HttpContext context);

    public async Task ExecuteAsync(HttpContext context)
    {
        var made = await MakeAsync(context).ConfigureAwait(false);
        if (Tag is not null && context.Response.StatusCode == StatusCodes.Status200OK) context.RequestServices.GetRequiredService<Desk>().Kept.Keep(Tag, made);
        await made.ExecuteAsync(context).ConfigureAwait(false);
    }
}
