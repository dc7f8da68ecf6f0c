using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Coding.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Time;

/// <summary>One-block reports read by the shipped models, and the shipped rules, loaded once for all tests.</summary>
internal static class Reports
{
    private static readonly Lazy<Analyzer> Analyzer = new(() => Tetrapylon.Language.Analyzer.Load(Path.Combine(AppContext.BaseDirectory, "models")));
    private static readonly Lazy<TimeTagger> LazyTagger = new(() => TimeTagger.Load(DataFolder.Shipped()));

    public static TimeTagger Tagger => LazyTagger.Value;

    public static Document Read(string text, LocalDate? day) => Analyzer.Value.Analyze(new Report
    {
        Id = "r", Text = text, PublishedOn = day,
        Blocks = [new Block(BlockKind.Body, new Span(0, text.Length))],
    });

    public static Document Read(string text, string? day) => Read(text, day is null ? null : Day(day));

    public static ImmutableArray<TimeExpression> Times(string text, string? day) => Tagger.Tag(Read(text, day));

    public static LocalDate Day(string day) => LocalDatePattern.Iso.Parse(day).GetValueOrThrow();

    public static string Said(DayRange? days) => days is { } d ? $"{d.Start:uuuu-MM-dd}..{d.End:uuuu-MM-dd}" : "none";
}
