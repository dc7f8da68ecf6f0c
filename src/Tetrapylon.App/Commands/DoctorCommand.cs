using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon doctor</c>: whether everything is there and sound, what it is made of, and under which licence.</summary>
internal static class DoctorCommand
{
    public static Command Build(Terminal terminal)
    {
        var (store, data) = (Flags.Store(), Flags.Data());
        store.DefaultValueFactory = null;
        var command = new Command("doctor", "Check the installation: data files, models, gazetteer, record; with origin, licence and size of each.") { store, data };
        command.SetAction((parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? []);
            About(terminal);
            Knowledge(terminal, stages.Data);
            Models(terminal);
            return Task.FromResult(Checks(terminal, stages, parsed.GetValue(store)) ? ExitCode.Ok : ExitCode.Failed);
        });
        return command;
    }

    private static void About(Terminal terminal)
    {
        var version = typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        terminal.Line($"tetrapylon {version}, Apache-2.0");
        terminal.Line($"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture}), {Environment.ProcessorCount} cores");
        terminal.Line($"program {AppContext.BaseDirectory}");
        terminal.Line();
    }

    // The folders below data/, each with what its files name as origin and licence.
    private static void Knowledge(Terminal terminal, DataFolder data)
    {
        foreach (var folder in data.Files("", "").GroupBy(Folder, StringComparer.Ordinal))
        {
            terminal.Line($"data/{folder.Key}: {Words.Counted(folder.Count(), "file")}, {Size(folder.Sum(f => new FileInfo(f.Path).Length))}");
            foreach (var origin in folder.Select(Origin).Distinct().Order(StringComparer.Ordinal)) terminal.Line("    ", origin);
        }
        terminal.Line();
    }

    private static void Models(Terminal terminal)
    {
        var table = new Table("model", "size", "card");
        if (Directory.Exists(Stages.ModelsFolder))
            foreach (var file in Directory.EnumerateFiles(Stages.ModelsFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                if (!file.EndsWith(".md", StringComparison.Ordinal))
                    table.Add(Path.GetRelativePath(Stages.ModelsFolder, file), Size(new FileInfo(file).Length), Card(file));
        table.Write(terminal);
        terminal.Line();
    }

    private static bool Checks(Terminal terminal, Stages stages, string? store)
    {
        var table = new Table("check", "result", "what");
        var well = true;
        void Check(string name, Func<string> run)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            try
            {
                table.Add(name, "ok", $"{run()} ({clock.ElapsedMilliseconds} ms)");
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                well = false;
                table.Add(name, "FAILED", e.Message);
            }
        }
        Check("reading", () => { _ = stages.Reader; return "cues and publishers load"; });
        Check("language", () => { _ = stages.Analyzer; return "fast model loads"; });
        Check("language, accurate", () => { _ = Analyzer.Load(Stages.ModelsFolder, stages.Data, LanguageModel.Accurate); return "accurate model loads"; });
        Check("gazetteer", () =>
        {
            using var gazetteer = Gazetteer.Load(stages.Data, Stages.ModelsFolder);
            return $"{Number(gazetteer.Count)} places; {string.Join("; ", gazetteer.Origins)}";
        });
        Check("actors", () => $"{Number(Tetrapylon.Knowledge.Actors.ActorDictionary.Load(stages.Data).Count)} actors");
        Check("coding", () => $"{Number(stages.Coder.Ontology.SubTypes.Length)} sub-event types, cues and weights load");
        Check("rules", () => { _ = Rules.Load(stages.Data); return "merge policy, control model and damage terms load"; });
        if (store is not null)
            Check("record", () =>
            {
                using var record = RecordStore.Open(store, Rules.Load(stages.Data), readOnly: true);
                var counts = record.Counts();
                return $"{record.Name}: {Words.Counted(counts.Reports, "report")}, {Words.Counted(counts.Claims, "claim")}, {Words.Counted(counts.Events, "event")}{(record.IsStale ? "; views lag behind: run ingest again" : "")}";
            });
        table.Write(terminal);
        return well;
    }

    private static string Folder(DataFile file)
    {
        var parts = file.Name.Split('/');
        return string.Join('/', parts.Take(Math.Min(parts.Length - 1, parts[0] == "languages" ? 3 : 2)));
    }

    /// <summary>Origin and licence of a data file: its keys, or what its heading says after its first sentence.</summary>
    private static string Origin(DataFile file)
    {
        string? origin = null, licence = null, heading = null;
        foreach (var line in File.ReadLines(file.Path).Take(12))
        {
            var text = line.AsSpan().TrimStart("# ");
            if (text.StartsWith("origin:", StringComparison.OrdinalIgnoreCase)) origin ??= Value(text);
            else if (text.StartsWith("licence:", StringComparison.OrdinalIgnoreCase)) licence ??= Value(text);
            else if (line.StartsWith('#') && text.IndexOf(". ", StringComparison.Ordinal) is var end and > 0) heading ??= text[(end + 2)..].TrimEnd('.').ToString();
        }
        return (origin ?? heading ?? "origin not named") + (licence is null ? "" : $" ({licence})");

        static string Value(ReadOnlySpan<char> text) => text[(text.IndexOf(':') + 1)..].Trim().Trim('"').ToString();
    }

    // A model's card stands beside it, under its own name or its folder's.
    private static string Card(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var cards = Directory.EnumerateFiles(folder, "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        var own = Path.GetFileName(file).Split('.')[0];
        return cards.Find(c => c!.StartsWith(own, StringComparison.Ordinal)) ?? cards.FirstOrDefault() ?? "no card";
    }

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");
}
