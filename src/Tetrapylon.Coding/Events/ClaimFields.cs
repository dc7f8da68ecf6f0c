using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Attribution;
using Tetrapylon.Coding.Losses;
using Tetrapylon.Coding.Places;
using Tetrapylon.Coding.Time;
using Tetrapylon.Coding.Weapons;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.Coding.Events;

/// <summary>Those who fill in the fields of a claim, each from the words around its anchor.</summary>
public sealed record ClaimFields(
    StatusReader Status, ControlReader Control, TakenPlace Taking, TakingsBeside Further, DamageReader Damage, SiteFinder Sites, EventPlacer Places, EventDater Dates, RoleFinder Roles, TargetReader Targets, AttributionReader Attribution, WeaponFinder Weapons, LossReader Losses)
{
    public static ClaimFields Load(DataFolder data, string modelsFolder, MentionFinder mentions) => new(
        new(StatusCues.Load(data)), new(ControlCue.Load(data), new(StatusCues.Load(data)), TakenIn(data, mentions), new(TakingWords.Load(data).Held, mentions.Places.IsKind)), TakenIn(data, mentions), new(TakenIn(data, mentions)), new(DamageWords.Load(data)), new(mentions.Places.Gazetteer.Heritage, DamageWords.Load(data)), EventPlacer.Load(mentions.Places, modelsFolder),
        EventDater.Load(data), RoleFinder.Load(data, modelsFolder), TargetReader.Load(data), AttributionReader.Load(data), WeaponFinder.Load(data), mentions.Losses);

    private static TakenPlace TakenIn(DataFolder data, MentionFinder mentions) => new(TakingWords.Load(data), mentions.Places.IsKind);
}
