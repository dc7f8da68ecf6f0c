using System.CommandLine;
using System.Globalization;
using NodaTime;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon demo</c>: from the sample reports to who held Palmyra, in one command.</summary>
internal static class DemoCommand
{
    private const string Place = "Palmyra";

    // After the news of January 2017, before the archaeologists told when the Tetrapylon fell.
    private static readonly LocalDate EarlierDay = new(2017, 1, 25);

    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    public static Command Build(Terminal terminal)
    {
        var (store, data) = (Flags.Store(), Flags.Data());
        store.DefaultValueFactory = null;
        store.Description = "Keep the record in this file; a file in the temporary folder when left out, made anew each time.";
        var command = new Command("demo", "Start here: codes 38 short sample reports and shows who held Palmyra, what was destroyed, and on whose word.") { store, data };
        command.SetAction(async (parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? []);
            var rules = Rules.Load(stages.Data);
            var path = parsed.GetValue(store) ?? Fresh();
            var code = await new IngestFlow(terminal, stages.Loaded(), rules, path).RunAsync([Samples], stop).ConfigureAwait(false);
            using var record = RecordStore.Open(path, rules, readOnly: true);
            Show(terminal, record, record.Name);
            return code;
        });
        return command;
    }

    private static void Show(Terminal terminal, RecordStore record, string path)
    {
        var (view, counts) = (record.View(), record.Counts());
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{counts.Reports} reports → {counts.Claims} claims → {counts.Events} events, {counts.Places} places with a history, {counts.DamageRecords} damage records"));
        Title(terminal, $"Who held {Place}");
        foreach (var history in view.Control(Place)) ControlText.Write(terminal, history, view);

        Title(terminal, "What was done to heritage");
        DamageText.Write(terminal, view.Damage(new()));
        terminal.Line();

        Title(terminal, "Where sources disagree");
        Disagreements(terminal, view);

        Title(terminal, $"What was known on {Words.Day(EarlierDay)}");
        foreach (var history in record.View(EarlierDay).Control(Place))
            if (history.Spells.LastOrDefault() is { } last)
                terminal.Line($"{Place}: {WireName.Of(last.Status)} by {last.Holder ?? "?"} since {Words.From(last.From, last.FromPrecision)}");
        terminal.Line();

        Title(terminal, "How to go on");
        if (Alias() is { } alias) terminal.Line($"  {alias}\n      so that `tetrapylon` is a word of this shell");
        foreach (var (line, why) in (ReadOnlySpan<(string, string)>)
        [
            ($"tetrapylon serve --store {path}", "all of it in the browser: map and timeline, every quote in its report, review"),
            ($"tetrapylon control --store {path} --place Mosul", "another place"),
            ($"tetrapylon control --store {path} --on 2016-12-20 --known-at 2016-12-31", "who held what on a day, as known on another"),
            ($"tetrapylon events --store {path} --place Aleppo", "what happened there"),
            ($"tetrapylon diff --store {path} --known-at 2017-01-25 --to 2017-02-01", "what was learnt in a week"),
            ($"tetrapylon explain {Path.Combine(Samples, "palmyra-2017-03-02.txt")}", "one report, sentence by sentence"),
            ("tetrapylon ingest --store my.db YOUR-REPORTS…", "your own: .txt, .html, .jsonl, RSS, folders"),
            ("tetrapylon export --store my.db --format acled --out events.csv", "for the tools you have"),
        ])
            terminal.Line($"  {line}\n      {why}");
    }

    private static void Disagreements(Terminal terminal, RecordView view)
    {
        var table = new Table("what", "where", "field", "says", "who");
        foreach (var happening in view.Events(new()))
            foreach (var field in happening.Values.GroupBy(v => v.Field, StringComparer.Ordinal).Where(g => g.Count() > 1 && g.Key is "fatalities" or "date" or "actors" or "status"))
                foreach (var value in field)
                    table.Add(happening.SubType, happening.Place?.Place?.Name, field.Key, value.Value + (value.Canonical ? " *" : ""), Who(happening, value));
        table.Write(terminal);
        terminal.Line(table.Count > 0 ? "* the value that counts, by data/record/; every other one stays in the record\n" : "");
    }

    private static string Who(Event happening, FieldValue value) =>
        string.Join(", ", happening.Sources.Where(s => s.Claims.Any(c => value.Claims.Contains(c))).Select(s => s.Name + (s.Party ? " (a party)" : "")).Distinct());

    private static void Title(Terminal terminal, string title) => terminal.Line($"── {title} " + new string('─', Math.Max(0, 70 - title.Length)));

    // Who came by `dotnet run` has the program, and no `tetrapylon` on the path.
    private static string? Alias()
    {
        var name = OperatingSystem.IsWindows() ? "tetrapylon.exe" : "tetrapylon";
        var program = Path.Combine(AppContext.BaseDirectory, name);
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (!File.Exists(program) || path.Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, name)))) return null;
        return OperatingSystem.IsWindows() ? $"Set-Alias tetrapylon '{program}'" : $"alias tetrapylon='{program}'";
    }

    private static string Fresh()
    {
        var path = Path.Combine(Path.GetTempPath(), "tetrapylon-demo.db");
        foreach (var file in (ReadOnlySpan<string>)[path, path + "-wal", path + "-shm"]) File.Delete(file);
        return path;
    }
}
