using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Tetrapylon.App;
using Tetrapylon.Model;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Benchmarks;

/// <summary>How long events, control and damage take to derive where thousands of reports tell of one town on one day; the time should grow as the reports do, not as their square.</summary>
internal static class CrowdSpeeds
{
    private static readonly string[] Verbs = ["stormed", "attacked", "raided", "ambushed soldiers at", "opened fire on"],
        Sites = ["an army post", "a barracks", "a checkpoint", "a patrol", "the garrison"], Sides = ["Rebels", "Militants", "Gunmen", "Insurgents", "Fighters"],
        Tails = ["witnesses said", "the governor's office said", "a monitor reported", "officials told reporters", "according to residents"];

    public static void Print(TextWriter output)
    {
        var stages = new Stages([]);
        stages.Loaded();
        foreach (var (say, make) in (ReadOnlySpan<(string, Func<int, string>)>)[("one happening, each in words of its own", n => Text(n, 0)), ("ten reports a happening", n => Text(n, n / 10)), ("copies of one text", _ => Text(0, 0))])
            foreach (var count in (ReadOnlySpan<int>)[1250, 2500, 5000, 10_000])
            {
                var reports = Enumerable.Range(0, count).Select(n => stages.Code(Told(n, make(n)))).ToList();
                var folder = Directory.CreateTempSubdirectory("tetrapylon-crowd-").FullName;
                using (var record = RecordStore.Open(Path.Combine(folder, "record.db"), Rules.Load(stages.Data)))
                {
                    foreach (var batch in reports.Chunk(1000)) record.Ingest(batch);
                    var (clock, work) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                    record.Derive();
                    var (took, worked) = (clock.Elapsed, Environment.CpuUsage.TotalTime - work);
                    record.Ingest([stages.Code(Told(count, make(count)))]);
                    work = Environment.CpuUsage.TotalTime;
                    record.Derive();
                    var one = Environment.CpuUsage.TotalTime - work;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{say,-40} {count,6:#,0} reports, {record.Counts().Claims,6:#,0} claims, {record.Counts().Events,5:#,0} events: derived in {took.TotalSeconds,6:0.00} s ({worked.TotalSeconds,6:0.00} s of the processor); one report more {one.TotalSeconds,5:0.00} s"));
                }
                Directory.Delete(folder, recursive: true);
            }
    }

    private static Report Told(int n, string text) => new()
    {
        Id = $"crowd-{n}",
        Text = text,
        Blocks = [new(BlockKind.Body, new(0, text.Length))],
        PublishedOn = new LocalDate(2019, 5, 4),
        Publisher = $"Paper {n}",
    };

    private static string Text(int n, int happening)
    {
        var chance = new Random((happening * 7919) + 1);
        string commander = Name(chance), quarter = Name(chance);
        var dead = chance.Next(2, 40);
        var words = new Random(n);
        string Any(string[] of) => of[words.Next(of.Length)];
        return $"{Any(Sides)} led by {commander} {Any(Verbs)} {Any(Sites)} in the {quarter} quarter of Tikrit on Saturday and killed {dead} soldiers, {Any(Tails)}. {Name(words)} {Name(words)} saw smoke over {Name(words)} street.";
    }

    private static string Name(Random chance)
    {
        const string Soft = "aeiou", Hard = "bdfgklmnrstz";
        return string.Concat(Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? Hard[chance.Next(Hard.Length)] : Soft[chance.Next(Soft.Length)])) is var name ? char.ToUpperInvariant(name[0]) + name[1..] : "";
    }
}
