using System.CommandLine;
using NodaTime;
using Tetrapylon.App.Terminals;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Commands;

/// <summary>What every command that reads the record takes: which record, as known when, for people or programs.</summary>
internal sealed class RecordOptions
{
    public Option<string> Store { get; } = Flags.Store();
    public Option<string[]> Data { get; } = Flags.Data();
    public Option<LocalDate?> KnownAt { get; } = Flags.KnownAt();
    public Option<bool> Json { get; } = Flags.Json();

    public void AddTo(Command command)
    {
        command.Add(Store);
        command.Add(Data);
        command.Add(KnownAt);
        command.Add(Json);
    }

    /// <summary>Opens the record and shows it to <paramref name="show"/> as known on the day asked for.</summary>
    public Task<int> Read(Terminal terminal, ParseResult parsed, Func<RecordView, int> show)
    {
        using var store = Open(terminal, parsed);
        return Task.FromResult(show(store.View(parsed.GetValue(KnownAt))));
    }

    public RecordStore Open(Terminal terminal, ParseResult parsed)
    {
        var store = RecordStore.Open(parsed.GetRequiredValue(Store), Rules.Load(new Stages(parsed.GetValue(Data) ?? []).Data), readOnly: true);
        if (store.IsStale) terminal.Say("note: the last ingest was interrupted; events and control lag behind the claims until `tetrapylon ingest` or `tetrapylon derive` runs.");
        else if (store.HasOtherRules) terminal.Say("note: the record was derived by other rules than these; `tetrapylon derive` replays them.");
        return store;
    }

    /// <summary>Refuses a place the record does not know, naming those that look like it.</summary>
    public static void MustKnow(RecordView view, string? place)
    {
        if (place is null || !view.Places(place).IsEmpty) return;
        var folded = NameFold.Fold(place);
        var like = view.Control().SelectMany(h => h.Place.Names.Prepend(h.Place.Name)).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: Distance(NameFold.Fold(name), folded))).Where(n => n.Distance <= Math.Max(1, folded.Length / 3))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).Take(3).Select(n => n.Name).ToList();
        throw new UsageException($"the record knows no place '{place}'{(like.Count > 0 ? $"; did you mean {string.Join(", ", like)}?" : "; `tetrapylon control` lists those it knows the history of")}");
    }

    /// <summary>How many letters must be changed, added or dropped to make one name of another (Levenshtein).</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var before = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (before, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, before + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
