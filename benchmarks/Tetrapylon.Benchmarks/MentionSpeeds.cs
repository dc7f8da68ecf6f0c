using System.Globalization;
using System.Text;
using Tetrapylon.App;
using Tetrapylon.Coding.Places;
using Tetrapylon.Coding.Time;
using Tetrapylon.Model;
using Tetrapylon.Reading;

namespace Tetrapylon.Benchmarks;

/// <summary>How long the times and the places of a megabyte of text take, on one thread, and what reading its language takes beforehand.</summary>
/// <remarks>Processor time of the best of some rounds, after one that warms code and caches.</remarks>
internal sealed class MentionSpeeds
{
    private const int Rounds = 4;
    private const int MostBytes = 1_000_000;

    private readonly Stages _stages = new([]);
    private readonly List<Report> _reports = [];
    private readonly long _bytes;

    public MentionSpeeds(string file)
    {
        foreach (var arrival in Sources.Open([file]))
            if (arrival.Raw is { } raw && _bytes < MostBytes)
                foreach (var result in _stages.Reader.Read(raw))
                    if (result.Report is { } report && _bytes < MostBytes)
                    {
                        _reports.Add(report);
                        _bytes += Encoding.UTF8.GetByteCount(report.Text);
                    }
    }

    public void Print(TextWriter output)
    {
        var (times, places) = (TimeTagger.Load(_stages.Data), PlaceFinder.Load(_stages.Data, Stages.ModelsFolder));
        var documents = _reports.ConvertAll(r => _stages.Analyzer.Analyze(r));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_reports.Count:#,0} reports, {_bytes / 1e6:0.00} MB"));
        var both = Time(output, "times", () => documents.Sum(d => times.Tag(d).Length)) + Time(output, "places", () => documents.Sum(d => places.Find(d).Length));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"times and places  {both:0.000} s a MB"));
        Time(output, "language before", () => _reports.Sum(r => _stages.Analyzer.Analyze(r).Tokens.Length));
    }

    private double Time(TextWriter output, string step, Func<int> read)
    {
        var found = read();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            read();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        var each = best / (_bytes / 1e6);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step,-17} {each:0.000} s a MB, {found:#,0} found"));
        return each;
    }
}
