namespace Tetrapylon.Record.Merging;

/// <summary>What speaks for or against two claims telling of one happening. Each is 0 where it does not apply.</summary>
public enum LikenessTrait : byte
{
    /// <summary>Always 1.</summary>
    Any,
    /// <summary>Kindred sub-types, not the same: how far the policy sets them apart, 0 to 1.</summary>
    Kindred,
    /// <summary>One says it happened, the other that it did not.</summary>
    Denied,
    /// <summary>The one told as news stands a day after the other.</summary>
    DayLate,
    /// <summary>Share of the longer range of days that is not common.</summary>
    DaysApart,
    /// <summary>Both days were read in the text.</summary>
    BothDated,
    /// <summary>One day was read in the text, the other is that of the report.</summary>
    OneDated,
    /// <summary>One gives days within the month or year that is all the other gives.</summary>
    WithinLongRange,
    /// <summary>Neither names a place more narrow than the country.</summary>
    Nowhere,
    /// <summary>Both name the same region.</summary>
    SameRegion,
    /// <summary>Two places close to each other, neither named after the other.</summary>
    Nearby,
    /// <summary>Figures of dead agree: more telling the more dead (tenfold is 1).</summary>
    SameDead,
    /// <summary>Figures of dead differ: logarithm of how many times.</summary>
    OtherDead,
    /// <summary>One of them alone gives a figure.</summary>
    OneDead,
    /// <summary>One of them names nobody.</summary>
    OneSided,
    /// <summary>Both name who did it, and it is not the same.</summary>
    OtherActors,
    /// <summary>Both name who did it, and it is the same. Speaks against: an army that strikes once strikes again.</summary>
    SameActors,
    /// <summary>Common words of the evidence, as a share of the shorter.</summary>
    Quotes,
    /// <summary>The same as a cosine.</summary>
    QuotesAlike,
    /// <summary>Common words of the reports around the evidence, as a cosine.</summary>
    TextsAlike,
    /// <summary>Rare words of the evidence of one that stand around that of the other: names, mostly. Three are 1.</summary>
    Names,
    /// <summary>The reports are copies of one text.</summary>
    Copies,
    /// <summary>Words of the later report that look back ("following", "claims responsibility").</summary>
    LooksBack,
    /// <summary>Words of either that tell of more of the same ("another", "third day").</summary>
    GoesOn,
    /// <summary>Words of the later evidence itself that tell of more of the same.</summary>
    Another,
    /// <summary>The later evidence speaks of a happening as known: "the bombing", "last week's riots".</summary>
    ToldAsKnown,
    /// <summary>The later evidence tells of a toll, and its figure of dead is no lower.</summary>
    TollGrows,
    /// <summary>Days between the day of the one and the telling of the other that gives none, or between a day and that of a report that looks back. A week is 1.</summary>
    DaysBetween,
    /// <summary>Share of those told to suffer it whom the other names as well.</summary>
    SameVictims,
    /// <summary>Both name who suffered it, and nobody is the same.</summary>
    OtherVictims,
    /// <summary>Both tell with what, and it is not the same.</summary>
    OtherWeapons,
    /// <summary>How large the town is that both name: in a capital more happens in a day. Ten million are 1.</summary>
    LargeTown,
    /// <summary>Both are announced, not done.</summary>
    Planned,
    /// <summary>Rare words in the evidence of each that the report of the other does not have: of the two numbers the smaller, three are 1.</summary>
    OddWords,
    /// <summary>Both give several days, and not the same.</summary>
    OtherSpans,
    /// <summary>Both give numbers, and none is the same.</summary>
    OtherNumbers,
    // Where a day is held against the month or year that is all the other gives, names and words of the evidence say more.
    NamesLong,
    QuotesLong,
    // The same of what stands a day or more apart: there common words say less.
    KindredLate,
    TextsLate,
    /// <summary>Protests and riots, which go on for days.</summary>
    ProtestsLate,
    SameVictimsLate,
    LargeTownLate,
}
