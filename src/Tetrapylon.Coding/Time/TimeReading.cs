using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>What a rule says an expression tells; the names are those of <c>reads:</c> in the rule files.</summary>
public enum TimeOp : byte
{
    /// <summary>A point of the calendar, in full or in part: <c>date year= month= day= weekday= season= quarter= half= decade= century= era=</c>.</summary>
    Date,
    /// <summary>So many units before or after the report's day (<c>from=report</c>) or the date last told (<c>from=text</c>).</summary>
    Shift,
    /// <summary>A length of time: <c>length count= unit=</c>; <c>reach=</c> says on which side of now it lies.</summary>
    Length,
    /// <summary>Something recurring: <c>set count= unit=</c>, <c>set weekday=</c>, <c>set part=</c>.</summary>
    Set,
    /// <summary>A feast by name: <c>holiday holiday= year=</c>.</summary>
    Holiday,
    /// <summary>Words that look like a time and are none: <c>none</c>.</summary>
    None,
    /// <summary>A fixed value: <c>literal value=PAST_REF</c>.</summary>
    Literal,
}

/// <summary>Names of the things a rule can set.</summary>
public enum TimeField : byte { Year, ShortYear, Month, Day, Weekday, Season, Quarter, Half, Decade, Century, Era, Unit, Count, By, From, Lean, YearBy, WeekBy, Part, Hour, Minute, Meridiem, Mod, Holiday, Value, Reach, Extra, Kind, Digits, Clock, First }

/// <summary>What is said, before it is known of which year or month: the fields a rule took from the words.</summary>
public sealed class TimeReading
{
    private readonly double[] _numbers = new double[Enum.GetValues<TimeField>().Length];
    private readonly string?[] _texts = new string?[Enum.GetValues<TimeField>().Length];
    private uint _set;

    public required TimeRule Rule { get; init; }
    public required TimeOp Op { get; init; }

    /// <summary>The words of the expression.</summary>
    public Span Span { get; set; }
    public int FirstToken { get; set; }
    public int EndToken { get; set; }

    /// <summary>Number of the expression within its rule's match; several are told in one breath ("3 to 5 March").</summary>
    public int Extent { get; set; }

    public bool Has(TimeField field) => (_set & 1u << (int)field) != 0;

    public void Set(TimeField field, double number, string? text)
    {
        if (Has(field)) return; // the first of several sources wins
        _set |= 1u << (int)field;
        _numbers[(int)field] = number;
        _texts[(int)field] = text;
    }

    public double Number(TimeField field) => Has(field) ? _numbers[(int)field] : 0;
    public int Int(TimeField field) => (int)Number(field);
    public string? Text(TimeField field) => Has(field) ? _texts[(int)field] : null;
    public bool Is(TimeField field, string text) => Has(field) && string.Equals(_texts[(int)field], text, StringComparison.Ordinal);
}
