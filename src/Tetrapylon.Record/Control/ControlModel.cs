using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Control;

/// <summary>The weights of the model of control: <c>data/record/control.yaml</c>, explained in <c>docs/control-model.md</c>.</summary>
public sealed class ControlModel
{
    private readonly Dictionary<ControlChange, double> _change = [];
    private readonly Dictionary<SourceKind, double> _source = [];
    private readonly Dictionary<DatePrecision, double> _precision = [];

    private ControlModel(YamlMap map)
    {
        map.OptionalText("origin");
        map.OptionalText("licence");
        Read(map, "change", _change);
        Read(map, "source", _source);
        Read(map, "date_precision", _precision);
        WholeWords = map.Texts("whole_words").ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        LossWords = map.Texts("loss_words").ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        NamelessWords = map.Texts("nameless_words").ToFrozenSet(StringComparer.Ordinal);
        CommonWords = map.Texts("common_words").ToFrozenSet(StringComparer.Ordinal);
        var factors = map.OptionalMap("factors");
        if (factors is null) map.Problem("'factors' is missing");
        else
        {
            (Party, Caption, Negated) = (Required(factors, "party"), Required(factors, "caption"), Required(factors, "negated"));
            (Repeat, NearPlace, RegionWide) = (Required(factors, "repeat"), Required(factors, "part_of_place"), Required(factors, "whole_region"));
            Reviewed = Required(factors, "reviewed");
            (UnnamedLoser, LikelyLoser, AdversaryState) = (Required(factors, "unnamed_loser"), Required(factors, "likely_loser"), Required(factors, "adversary_state"));
            SilentFight = Required(factors, "silent_fight");
            (Entered, AnyInside) = (Required(factors, "entered"), Required(factors, "any_inside"));
            AdversaryKilometres = Required(factors, "adversary_kilometres");
            factors.Done();
        }
        var days = map.OptionalMap("days");
        if (days is null) map.Problem("'days' is missing");
        else
        {
            (Before, ContestLasts, SiegeLasts) = ((int)Required(days, "before_first"), (int)Required(days, "contest_lasts"), (int)Required(days, "siege_lasts"));
            (GenericReach, TurnDays) = ((int)Required(days, "generic_reach"), Required(days, "turn_told"));
            UnseenBefore = (int)Required(days, "unseen_before");
            (AdversaryReach, AdversaryFades) = ((int)Required(days, "adversary_reach"), Required(days, "adversary_fades"));
            days.Done();
        }
        var rates = map.OptionalMap("rates");
        if (rates is null) map.Problem("'rates' is missing");
        else
        {
            HeldToHeld = 1 / Required(rates, "held_to_held");
            HeldToState = 1 / Required(rates, "held_to_state");
            HeldToContested = 1 / Required(rates, "held_to_contested");
            HeldToBesieged = 1 / Required(rates, "held_to_besieged");
            HeldToUnknown = 1 / Required(rates, "held_to_unknown");
            ContestedToHolder = 1 / Required(rates, "contested_to_holder");
            ContestedToOther = 1 / Required(rates, "contested_to_other");
            ContestedToBesieged = 1 / Required(rates, "contested_to_besieged");
            BesiegedToHolder = 1 / Required(rates, "besieged_to_holder");
            BesiegedToOther = 1 / Required(rates, "besieged_to_other");
            BesiegedToContested = 1 / Required(rates, "besieged_to_contested");
            UnknownToHeld = 1 / Required(rates, "unknown_to_held");
            rates.Done();
        }
        var prior = map.OptionalMap("prior");
        if (prior is null) map.Problem("'prior' is missing");
        else
        {
            (PriorState, PriorOther, PriorUnknown, PriorFight) = (Required(prior, "state"), Required(prior, "other"), Required(prior, "unknown"), Required(prior, "fight"));
            prior.Done();
        }
        map.Done();

        static double Required(YamlMap from, string key)
        {
            if (from.OptionalNumber(key) is { } value and > 0) return value;
            from.Problem($"'{key}' must be a number greater than 0");
            return 1;
        }
    }

    public double Party { get; }
    public double Caption { get; }
    public double Negated { get; }
    public double Repeat { get; }
    public double NearPlace { get; }
    public double RegionWide { get; }
    public double UnnamedLoser { get; }

    /// <summary>Factor of a claim that a reviewer stands behind.</summary>
    public double Reviewed { get; }

    /// <summary>How much a gain that names no loser speaks for each side the taker fights in the country, by its share.</summary>
    public double LikelyLoser { get; }
    public double AdversaryState { get; }
    public double AdversaryKilometres { get; }
    public int AdversaryReach { get; }
    public double AdversaryFades { get; }

    /// <summary>Nats against a fight that nobody tells of at the time.</summary>
    public double SilentFight { get; }

    /// <summary>What having entered speaks for holding the place after the fight, as a share of the claim's weight.</summary>
    public double Entered { get; }

    /// <summary>How much a fight or siege speaks for a side inside that no claim names, as a share of its weight.</summary>
    public double AnyInside { get; }

    /// <summary>Days a place is taken to have been held before the first claim about it.</summary>
    public int Before { get; }
    public int ContestLasts { get; }
    public int SiegeLasts { get; }
    public int GenericReach { get; }

    /// <summary>A turn nobody tells of came at most so many days before the next day told of.</summary>
    public int UnseenBefore { get; }
    public double TurnDays { get; }

    public double HeldToHeld { get; }
    public double HeldToState { get; }
    public double HeldToContested { get; }
    public double HeldToBesieged { get; }
    public double HeldToUnknown { get; }
    public double ContestedToHolder { get; }
    public double ContestedToOther { get; }
    public double ContestedToBesieged { get; }
    public double BesiegedToHolder { get; }
    public double BesiegedToOther { get; }
    public double BesiegedToContested { get; }
    public double UnknownToHeld { get; }
    public double PriorState { get; }
    public double PriorOther { get; }
    public double PriorUnknown { get; }
    public double PriorFight { get; }

    public FrozenSet<string> WholeWords { get; }

    /// <summary>Words by which somebody loses a place, and nobody is said to have it now.</summary>
    public FrozenSet<string> LossWords { get; }

    /// <summary>Words that name no side by themselves: "rebels", "federal".</summary>
    public FrozenSet<string> CommonWords { get; }

    /// <summary>Words for armed men that do not say whose they are.</summary>
    public FrozenSet<string> NamelessWords { get; }

    public double Change(ControlChange change) => _change[change];
    public double Source(SourceKind kind) => _source[kind];
    public double Precision(DatePrecision precision) => _precision[precision];

    /// <exception cref="DataException">The file is not as expected; all problems are listed.</exception>
    public static ControlModel Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("record/control.yaml"), problems);
        var model = map is null ? null : new ControlModel(map);
        problems.ThrowIfAny();
        return model!;
    }

    // Every member must have its weight: a kind that is added to the code is then missed here, not silently weightless.
    private static void Read<T>(YamlMap map, string key, Dictionary<T, double> into) where T : struct, Enum
    {
        if (map.OptionalMap(key) is not { } table)
        {
            map.Problem($"'{key}' is missing");
            return;
        }
        foreach (var value in Enum.GetValues<T>())
            if (table.OptionalNumber(WireName.Of(value)) is { } weight) into[value] = weight;
            else table.Problem($"'{WireName.Of(value)}' is missing");
        table.Done();
    }
}
