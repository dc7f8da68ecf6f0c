using System.Text.Json;
using Tetrapylon.Coding;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Events;

/// <summary>Codes a JSON Lines file of reports and writes the fields a scorer reads.</summary>
public static class CodeRun
{
    /// <param name="arguments">File of reports, and after a colon the file to write.</param>
    public static int Run(string arguments)
    {
        var parts = arguments.Split(':');
        if (parts.Length != 2) throw new ArgumentException("usage: event-code REPORTS.jsonl:OUT.jsonl");
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        var analyzer = Analyzer.Load(models);
        var coder = Coder.Load(DataFolder.Shipped(), models);
        var reports = GoldReports.Reports(parts[0]).ToList();
        var before = Environment.CpuUsage.TotalTime;
        using var writer = new StreamWriter(parts[1]);
        foreach (var report in reports)
            writer.WriteLine(JsonSerializer.Serialize(new { id = report.Id, events = coder.Code(analyzer.Analyze(report, coder.MayTell)).Claims.Select(Fields) }));
        Console.Error.WriteLine($"{reports.Count / (Environment.CpuUsage.TotalTime - before).TotalSeconds:0} reports a second of processor time");
        return 0;
    }

    private static object Fields(Claim claim) => new
    {
        sub_type = claim.SubType,
        status = WireName.Of(claim.Status),
        actors = claim.Actors.Select(a => a.Name),
        recipients = claim.Recipients.Select(a => a.Name),
        place = claim.Place is { Mention: { } mention } ? new { text = mention.Text, name = mention.Place?.Name } : null,
        country = claim.Place?.Country,
        date_start = claim.Date?.Days.Start.ToString("uuuu-MM-dd", null),
        date_end = claim.Date?.Days.End.ToString("uuuu-MM-dd", null),
        fatalities = claim.Fatalities is { } dead ? new { low = dead.Low, high = dead.High } : null,
        attribution = claim.Attribution.LastOrDefault()?.Name,
        control = claim.Control is { } control ? new { holder = control.Holder?.Name, change = WireName.Of(control.Change).Replace('_', ' ') } : null,
        damage = claim.Damage is { } damage ? new { site = damage.Site, effect = WireName.Of(damage.Effect) } : null,
        evidence = claim.Quote,
        confidence = claim.Confidence,
        because = claim.Because,
    };
}
