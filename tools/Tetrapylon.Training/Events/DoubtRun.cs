using System.Globalization;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;

namespace Tetrapylon.Training.Events;

/// <summary>Says of uncoded reports how sure the reading is, so that those worth a person's time are coded by hand next.</summary>
public static class DoubtRun
{
    /// <param name="arguments">File of reports, and after a colon the table to write: id, strongest belief in a happening, its type, belief in that type.</param>
    public static int Run(string arguments)
    {
        var parts = arguments.Split(':');
        if (parts.Length != 2) throw new ArgumentException("usage: event-doubt REPORTS.jsonl:OUT.tsv");
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        var analyzer = Analyzer.Load(models);
        var ontology = EventOntology.Load(DataFolder.Shipped());
        var reader = EventReader.Load(ontology, models, WordVectors.Load(models));
        using var writer = new StreamWriter(parts[1]);
        foreach (var report in GoldReports.Reports(parts[0]))
        {
            var readings = reader.Read(analyzer.Analyze(report, reader.Finder.Holds), out _);
            if (readings.Count == 0) continue;
            var strongest = readings.MaxBy(r => r.Happening)!;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Id}\t{strongest.Happening:0.000}\t{ontology.SubTypes[strongest.Best].Name}\t{strongest.Belief[strongest.Best]:0.000}"));
        }
        return 0;
    }
}
