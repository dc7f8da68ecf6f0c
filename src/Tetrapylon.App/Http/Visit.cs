using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http;

/// <summary>In which form an answer is wanted: told by the ending of the address.</summary>
public enum Form : byte { Page, Json, GeoJson, Csv, Atom }

/// <summary>One request: what it asks, who asks, and the record as known on the day asked for.</summary>
public sealed class Visit
{
    private readonly RecordPool.Lease _lease;
    private readonly Lazy<SideLooks> _looks;

    private Visit(HttpContext context, Desk desk, RecordPool.Lease lease, Question question)
    {
        (Context, Desk, _lease, Question) = (context, desk, lease, question);
        Words = Messages.Of(context.Request, desk.Languages);
        Form = context.Items.TryGetValue(nameof(Http.Form), out var form) ? (Form)form! : Form.Page;
        Revision = lease.Store.Revision;
        View = lease.Store.View(question.KnownAt);
        Pages = new(View);
        _looks = new(() => Desk.Atlases.Looks(() => _lease.Store.View(), Revision));
        Who = Person.Of(context, desk);
    }

    public HttpContext Context { get; }
    public Desk Desk { get; }
    public Question Question { get; }
    public Messages Words { get; }
    public Form Form { get; }

    /// <summary>State of the record this answer is made from.</summary>
    public string Revision { get; }

    public RecordView View { get; }
    public RecordPages Pages { get; }
    public Person Who { get; }

    public Atlas Atlas => Desk.Atlases.Of(View, Revision);
    public SideLooks Looks => _looks.Value;

    /// <summary>The day shown: the one asked for, else the last of which the record tells.</summary>
    public LocalDate Day => Question.On ?? View.Latest ?? Atlases.Today;

    /// <summary>The record as known on another day.</summary>
    public RecordView ViewAt(LocalDate? knownAt) => _lease.Store.View(knownAt);

    internal Record.Store.RecordStore Store => _lease.Store;

    /// <summary>How many events of each kind fit; reckoned once for one state of the record.</summary>
    public Facets Facets(RecordFilter filter) => Desk.Remembered($"facets {View.KnownAt} {filter}", Revision, () => Pages.Facets(filter));

    public long Count(RecordFilter filter) => (long)Desk.Remembered($"count {View.KnownAt} {filter}", Revision, () => (object)Pages.Count(filter));

    public IReadOnlyList<(LocalDate Week, string Type, long Count)> Weeks(RecordFilter filter) => Desk.Remembered($"weeks {View.KnownAt} {filter}", Revision, () => Pages.Weeks(filter));

    public string Link(string path, params (string Name, string? Value)[] changes) => Question.Link(path, changes);

    /// <summary>The page's own address in another form.</summary>
    public string As(string ending)
    {
        var path = Context.Request.Path.Value is "/" or "" ? "/index" : Context.Request.Path.Value;
        return $"{path}.{ending}{Context.Request.QueryString}";
    }

    /// <summary>The form that was sent, once it is clear that whoever sent it may. A form carries a token of ours, so that no other site can send it; an API key is its own proof.</summary>
    internal async Task<IFormCollection> FormAsync(Role role)
    {
        Who.Must(role);
        if (!Who.ByKey) await Context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(Context).ConfigureAwait(false);
        return await Context.Request.ReadFormAsync(Context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Whether a program asks, and wants an object rather than to be sent on.</summary>
    internal bool WantsJson => Context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "application/json");

    /// <summary>Whether a person asks, by a browser.</summary>
    internal bool WantsPage => Context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>Lets an answer be made anew each time: what it tells of changes without the record.</summary>
    internal void NeverKept() => Context.Response.Headers.ETag = default;

    /// <summary>Names the state of this answer, for If-None-Match.</summary>
    internal string ETag
    {
        get
        {
            var named = $"{Program.Version}\n{Revision}\n{Context.Request.PathBase}{Context.Request.Path}{Context.Request.QueryString}\n{Form}\n{Words.Language}\n{Who.Name}\n{Who.Role}\n{WantsPage}\n{Context.User.Identity?.IsAuthenticated}";
            return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(named)).AsSpan(0, 12))}\"";
        }
    }

    public static async ValueTask<Visit?> BindAsync(HttpContext context)
    {
        var desk = context.RequestServices.GetRequiredService<Desk>();
        var question = Question.Of(context.Request.Query);
        var lease = await desk.Records.RentAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.RegisterForDispose(lease);
        return new(context, desk, lease, question);
    }
}
