using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http;

/// <summary>The history of every place at one state of the record, kept in memory for the map and its list.</summary>
public sealed class Atlas(ImmutableArray<ControlHistory> histories)
{
    public ImmutableArray<ControlHistory> Histories { get; } = histories;

    public FrozenDictionary<string, ControlHistory> ById { get; } = histories.ToFrozenDictionary(h => h.Place.Id, StringComparer.Ordinal);
}

/// <summary>Each side's look: sides that hold most have a colour and pattern of their own, and keep it on every page and day; further sides share one colour.</summary>
public sealed class SideLooks(ImmutableArray<ControlHistory> histories)
{
    /// <summary>Colours and patterns there are.</summary>
    public const int Own = 10;

    private readonly FrozenDictionary<string, int> _ranks = histories.SelectMany(h => h.Spells).Where(s => s.Holder is not null)
        .GroupBy(s => s.Holder!, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select((g, i) => (g.Key, i)).ToFrozenDictionary(p => p.Key, p => p.i, StringComparer.Ordinal);

    /// <summary>Sides with a look of their own, first the one that holds most.</summary>
    public IEnumerable<(string Name, string Look)> All => _ranks.OrderBy(r => r.Value).Take(Own).Select(r => (r.Key, Look(r.Key)));

    /// <summary>Classes of the style sheet: <c>s0</c> … <c>s9</c>; for other sides <c>sx</c> with a pattern, <c>x0</c> … <c>x9</c>; <c>su</c> for none.</summary>
    public string Look(string? holder) => holder is null ? "su" : !_ranks.TryGetValue(holder, out var rank) ? "sx x0"
        : (rank < Own ? "s" : "sx x") + (rank % Own).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Keeps atlases of the states that are asked for.</summary>
internal sealed class Atlases
{
    private const int Kept = 12;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Key, Lazy<Atlas> Atlas)> _recent = new();
    private (string Revision, SideLooks Looks)? _looks;

    public Atlas Of(RecordView view, string revision)
    {
        var key = $"{revision} {view.KnownAt}";
        Lazy<Atlas> found;
        lock (_lock)
        {
            var node = _recent.First;
            while (node is not null && node.Value.Key != key) node = node.Next;
            if (node is not null) _recent.Remove(node);
            // Reckoned once, by whoever asks first and on that one's connection.
            found = node?.Value.Atlas ?? new(() => new([.. view.Control()]));
            _recent.AddFirst((key, found));
            while (_recent.Count > Kept) _recent.RemoveLast();
        }
        return found.Value;
    }

    public SideLooks Looks(Func<RecordView> present, string revision)
    {
        lock (_lock)
            if (_looks is { } kept && kept.Revision == revision) return kept.Looks;
        var looks = new SideLooks(Of(present(), revision).Histories);
        lock (_lock) _looks = (revision, looks);
        return looks;
    }

    public static LocalDate Today => SystemClock.Instance.GetCurrentInstant().InUtc().Date;
}
