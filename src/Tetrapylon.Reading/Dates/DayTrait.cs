using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Dates;

/// <summary>What speaks for or against a day being that of publication: where a page states it, and how it stands among the page's other days.</summary>
[Flags]
internal enum DayTrait : ulong
{
    None = 0,

    /// <summary>Every day has it: how likely any is at all.</summary>
    Stated = 1ul << 48,

    /// <summary>JSON-LD of the report itself; the first object that states one, and any later.</summary>
    LinkedReport = 1ul << 0,
    LinkedReportLater = 1ul << 1,
    /// <summary>JSON-LD of something else on the page, or of its making.</summary>
    LinkedOther = 1ul << 2,
    LinkedUpdate = 1ul << 3,

    /// <summary>A meta element whose name says publication.</summary>
    MetaPublished = 1ul << 4,
    /// <summary>A meta element whose name says only "date".</summary>
    MetaDated = 1ul << 5,
    MetaUpdated = 1ul << 6,

    /// <summary>An element of the body marked as the day of publication (itemprop); the first, and any later.</summary>
    ItemPublished = 1ul << 7,
    ItemPublishedLater = 1ul << 8,
    ItemUpdated = 1ul << 9,

    /// <summary>A value in a script that is named after publication.</summary>
    ScriptPublished = 1ul << 10,

    /// <summary>The page's address.</summary>
    Address = 1ul << 11,

    /// <summary>The page's description or title.</summary>
    Description = 1ul << 12,

    /// <summary>A time element; by its order among them.</summary>
    TimeFirst = 1ul << 13,
    TimeSecond = 1ul << 14,
    TimeLater = 1ul << 15,
    TimeAside = 1ul << 16,

    /// <summary>Another element that is named after days; by its order among them.</summary>
    NamedFirst = 1ul << 17,
    NamedSecond = 1ul << 18,
    NamedLater = 1ul << 19,
    NamedAside = 1ul << 20,

    /// <summary>Time or named element with a word of publication, or of an update.</summary>
    ElementCued = 1ul << 21,
    ElementUpdated = 1ul << 22,

    /// <summary>Shown: in a dateline, at the start of the body, in its first block, in a later one.</summary>
    InDateline = 1ul << 23,
    AtBodyStart = 1ul << 24,
    InFirstBlock = 1ul << 25,
    InBody = 1ul << 26,
    /// <summary>Shown a few blocks above or below the headline.</summary>
    AboveHeadline = 1ul << 27,
    BelowHeadline = 1ul << 28,
    /// <summary>Shown a few blocks before the body, or further up.</summary>
    BeforeBody = 1ul << 29,
    FarBeforeBody = 1ul << 30,
    /// <summary>Shown right after the body, or further down.</summary>
    AfterBody = 1ul << 31,
    FarAfterBody = 1ul << 32,
    InCaption = 1ul << 33,

    /// <summary>Shown in a block that holds hardly anything else.</summary>
    Alone = 1ul << 34,
    ShownCued = 1ul << 35,
    ShownUpdated = 1ul << 36,
    InLinks = 1ul << 37,
    InLongBlock = 1ul << 38,
    ShortYear = 1ul << 39,
    Ambiguous = 1ul << 40,

    /// <summary>Stated as a moment in UTC while the page shows the day before or after: its readers' day.</summary>
    UtcBeside = 1ul << 41,
    /// <summary>Shown while a moment in UTC falls on the day before or after.</summary>
    ShownBesideUtc = 1ul << 42,

    /// <summary>The first or last of all days that more than running text states.</summary>
    Earliest = 1ul << 43,
    Latest = 1ul << 44,

    /// <summary>Stated in two, in three or more kinds of places.</summary>
    TwoKinds = 1ul << 45,
    ThreeKinds = 1ul << 46,

    /// <summary>An attribute of any element that holds a moment.</summary>
    Seconds = 1ul << 47,

    /// <summary>The first day the page shows that is neither a link nor in a long block.</summary>
    FirstShown = 1ul << 49,

    /// <summary>Shown beside at least three other days in one part of the page: a list of other things.</summary>
    OneOfMany = 1ul << 50,

    /// <summary>Told to programs as the day of an update, and not as that of publication, which is another.</summary>
    UpdateBesidePublished = 1ul << 51,
}

/// <summary>One place of a page that states a day.</summary>
/// <param name="Words">The words or attribute it was read from.</param>
internal readonly record struct DayStatement(LocalDate Day, PublishedBasis Basis, DayTrait Traits, string Words);

/// <summary>A day that a page states, with all that speaks for and against it.</summary>
internal readonly record struct DayCase(LocalDate Day, DayTrait Traits, IReadOnlyList<DayStatement> Statements);
