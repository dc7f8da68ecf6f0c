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
    StatusReader Status, EventControl Control, TakenPlace Taking, TakingsBeside Further, DamageReader Damage, SiteFinder Sites, EventPlacer Places, EventDater Dates, RoleFinder Roles, TargetReader Targets, EventAttribution Attribution, WeaponFinder Weapons, EventLosses Losses, Retellings Retellings)
{
    public static ClaimFields Load(DataFolder data, string modelsFolder, MentionFinder mentions, WordVectors vectors)
    {
        var (status, words, damage) = (StatusReader.Load(data, modelsFolder), TakingWords.Load(data), DamageWords.Load(data));
        var taking = new TakenPlace(words, mentions.Places.IsKind);
        return new(
            status, EventControl.Load(new(ControlCue.Load(data), status, taking, new(words.Held, mentions.Places.IsKind)), modelsFolder), taking, new(taking), new(damage), new(mentions.Places.Gazetteer.Heritage, damage),
            EventPlacer.Load(mentions.Places, mentions.Actors.Dictionary, modelsFolder), EventDater.Load(data, modelsFolder), RoleFinder.Load(data, RoleRanker.Load(modelsFolder, vectors)), TargetReader.Load(data), EventAttribution.Load(data, modelsFolder), WeaponFinder.Load(data), EventLosses.Load(mentions.Losses, modelsFolder), Retellings.Load(data));
    }
}
