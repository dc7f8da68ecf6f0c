using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Coding.Numbers;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>Finds time expressions and gives them TimeML values and days. Rules and words are data; loaded once, shared by all workers.</summary>
public sealed class TimeTagger
{
    // Enough to tell a history from news that looks back.
    private const int NarrativeDates = 4, NarrativeShare = 8, LongGone = 2;

    // A dateline stands this near to the head of the text and to the given day.
    private const int DatelineTokens = 16, DatelineDays = 45;

    private readonly TimeGrammar _grammar;
    private readonly Holidays _holidays;
    private readonly TenseReader _tense;
    private readonly NumericOrder _order;

    private TimeTagger(TimeGrammar grammar, Holidays holidays, TenseReader tense, NumericOrder order) => (_grammar, _holidays, _tense, _order) = (grammar, holidays, tense, order);

    /// <exception cref="DataException">The rules cannot be used; every problem is listed.</exception>
    public static TimeTagger Load(DataFolder data) =>
        new(TimeGrammar.Load(data, NumberWords.Load(data)), Holidays.Load(data), TenseReader.Load(data), NumericOrder.Load(data));

    public IReadOnlyList<TimeRule> Rules => _grammar.Rules;

    /// <summary>The time expressions of a document in text order.</summary>
    public ImmutableArray<TimeExpression> Tag(Document document) => Tag(document, out _);

    /// <summary>The time expressions of a document in text order.</summary>
    /// <param name="today">The report's own day, as of <see cref="ReportDay"/>.</param>
    public ImmutableArray<TimeExpression> Tag(Document document, out LocalDate? today)
    {
        var readings = Read(document);
        today = ReportDayOf(document, readings);
        if (readings.Count == 0) return [];
        var resolver = new TimeResolver(document, today, IsNarrative(readings, today), _holidays, _tense, _order);
        var found = ImmutableArray.CreateBuilder<TimeExpression>(readings.Count);
        foreach (var reading in readings) found.Add(resolver.Resolve(reading));
        return found.MoveToImmutable();
    }

    /// <summary>The report's own today: the day its dateline names, where it names one near the given day; else the given day.</summary>
    public LocalDate? ReportDay(Document document) => ReportDayOf(document, Read(document));

    private List<TimeReading> Read(Document document)
    {
        var readings = new List<TimeReading>();
        var scratch = new TimeGrammar.Scratch();
        var caseTells = CaseTells(document);
        foreach (var sentence in document.Sentences) _grammar.Match(document, sentence, caseTells, scratch, readings);
        return readings;
    }

    private static bool CaseTells(Document document)
    {
        var capitals = 0;
        foreach (var token in document.Tokens)
            if (token.Capitalized) capitals++;
        return capitals * 50 >= document.Tokens.Length && (capitals * 10 < document.Tokens.Length * 9 || document.Tokens.Length < 8);
    }

    // History tells its dates with their years; news speaks of days of the week, of today and last month. Where the first date told is of a year long gone, fewer will do.
    private static bool IsNarrative(List<TimeReading> readings, LocalDate? today)
    {
        if (today is not { } day) return true;
        int past = 0, deictic = 0;
        bool? begins = null;
        foreach (var reading in readings)
            if (reading.Has(TimeField.Year))
            {
                var away = Math.Abs(reading.Int(TimeField.Year) - day.Year);
                if (away >= 1) past++;
                begins ??= away >= LongGone;
            }
            else if (reading.Op == TimeOp.Shift && reading.Is(TimeField.From, "report") || reading.Op == TimeOp.Date && reading.Has(TimeField.Weekday) && !reading.Has(TimeField.Month))
            {
                deictic++;
                begins ??= false;
            }
        return past >= NarrativeDates && past >= (begins is true ? 1 : NarrativeShare) * deictic;
    }

    private static LocalDate? ReportDayOf(Document document, List<TimeReading> readings)
    {
        var given = document.Report.PublishedOn;
        foreach (var reading in readings)
        {
            if (reading.FirstToken >= DatelineTokens) break;
            if (reading.Op != TimeOp.Date || reading.Has(TimeField.First) || !reading.Has(TimeField.Month) || !reading.Has(TimeField.Day) || !StandsAsDateline(document, reading)) continue;
            var (month, day) = (reading.Int(TimeField.Month), reading.Int(TimeField.Day));
            for (var y = -1; y <= 1; y++)
            {
                var year = given?.Year + y ?? (reading.Has(TimeField.Year) ? reading.Int(TimeField.Year) : 0);
                if (year is < 1 or > 9000 || month is < 1 or > 12 || day > CalendarSystem.Iso.GetDaysInMonth(year, month)) continue;
                if (reading.Has(TimeField.Year) && reading.Int(TimeField.Year) != year) continue;
                var found = new LocalDate(year, month, day);
                if (given is null || Math.Abs(Period.DaysBetween(found, given.Value)) <= DatelineDays) return found;
            }
        }
        return given;
    }

    // "HERAT, March 2 (Agency) --": names in capitals and a comma before it, a bracket or a dash after it.
    private static bool StandsAsDateline(Document document, TimeReading reading)
    {
        var sentence = document.Sentences[document.SentenceOf(reading.FirstToken)];
        if (reading.FirstToken == sentence.First) return false;
        for (var t = sentence.First; t < reading.FirstToken; t++)
            if (document.Tokens[t] is { Capitalized: false, Lower: [>= 'a' and <= 'z', ..] }) return false;
        for (var t = reading.EndToken; t < Math.Min(sentence.End, reading.EndToken + 4); t++)
        {
            if (document.Tokens[t].Lower is "(" or "-" or "--" or "_" or ":") return true;
            if (!document.Tokens[t].Capitalized && document.Tokens[t].Lower is not ("," or "." or ")")) return false;
        }
        return false;
    }
}
