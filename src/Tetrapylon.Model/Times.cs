using NodaTime;

namespace Tetrapylon.Model;

/// <summary>TIMEX3 types of TimeML.</summary>
public enum TimeKind : byte { Date, Time, Duration, Set }

/// <summary>How exactly a range of days is known, coarsest last.</summary>
public enum DatePrecision : byte { Day, Range, Week, Month, Season, Year, Decade, Vague }

/// <summary>From what an event's days were read (wire: <c>basis</c>).</summary>
public enum DateBasis : byte
{
    /// <summary>The text names the day, month or year in full.</summary>
    Stated,
    /// <summary>Resolved from a relative or partial expression against the report's day or another date.</summary>
    Resolved,
    /// <summary>No date said and told as news: the report's day (codebook).</summary>
    ReportDay,
    /// <summary>Taken from another event of the report that this one belongs to.</summary>
    OtherEvent,
}

/// <summary>Closed range of days.</summary>
public readonly record struct DayRange(LocalDate Start, LocalDate End, DatePrecision Precision)
{
    public static DayRange Of(LocalDate day) => new(day, day, DatePrecision.Day);

    public bool Contains(LocalDate day) => Start <= day && day <= End;

    public bool Overlaps(DayRange other) => Start <= other.End && other.Start <= End;
}

/// <summary>A time expression as TimeML has it, with the days it denotes where it denotes days.</summary>
/// <param name="First">First token.</param>
/// <param name="End">Token after the last.</param>
/// <param name="Value">TIMEX3 value: <c>2017-03-01</c>, <c>2016-03</c>, <c>P3D</c>, <c>2017-W09</c>, <c>PAST_REF</c>, <c>XXXX-WXX-3</c>.</param>
/// <param name="Mod">TIMEX3 mod: START, MID, END, APPROX, BEFORE, AFTER, LESS_THAN, MORE_THAN … or null.</param>
/// <param name="Days">The days it denotes; null for vague references, sets, and where no anchor is known. A duration that reaches up to now ("for the last two days") denotes days.</param>
/// <param name="Because">Which rule read it and against what it was resolved.</param>
public sealed record TimeExpression(Span Span, int First, int End, TimeKind Kind, string Value, string? Mod, DayRange? Days, DateBasis Basis, string Because);

/// <summary>When a happening was, by a claim.</summary>
/// <param name="Evidence">The words that say so; null when no words do (the report's day).</param>
public sealed record DateReference(DayRange Days, DateBasis Basis, Span? Evidence);
