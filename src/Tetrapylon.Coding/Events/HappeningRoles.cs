using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Weapons;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads who does a happening, to whom and with what: by its main words first, and by the other words for it what these leave open.</summary>
public sealed class HappeningRoles(RoleFinder finder, TargetReader targets, WeaponFinder weapons)
{
    private const int MostReadings = 5;

    /// <summary>The other words that tell of the same happening, as many as are asked.</summary>
    public static IEnumerable<Candidate> Beside(Happening happening)
    {
        for (var r = 0; r < Math.Min(happening.Readings.Count, MostReadings); r++)
            if (happening.Readings[r].Candidate.Token != happening.Main.Candidate.Token) yield return happening.Readings[r].Candidate;
    }

    /// <param name="rivals">Words that the report's other happenings hang on.</param>
    internal Roles Of(RoleScene scene, Happening happening, Anchor anchor, ReadOnlySpan<int> rivals)
    {
        var roles = finder.Find(scene, anchor, rivals);
        foreach (var other in Beside(happening)) roles = Filled(roles, finder.Find(scene, new(other.Token, other.First, other.End, anchor.SubType), rivals, beside: true));
        // "Helicopter gunships fired rockets": with what, not who.
        return roles with { Actors = roles.Actors.RemoveAll(a => a.ActorId is null && weapons.KindOf(a.Name) != WeaponKind.Other) };
    }

    /// <summary>What was hit that stands for nobody.</summary>
    public ImmutableArray<Participant> Targets(Document document, Happening happening, SubEventType type, Roles roles, ImmutableArray<ActorMention> named)
    {
        var sentences = new SortedSet<int>();
        foreach (var reading in happening.Readings) sentences.Add(reading.Candidate.Sentence);
        var told = roles.Recipients.AddRange(roles.Targets);
        return roles.Targets.AddRange(targets.Of(document, named, type.Name, sentences).Where(t => !told.Any(r => r.Span == t.Span || r.Name == t.Name)));
    }

    /// <summary>With what: with any of the words for the happening a weapon may be named.</summary>
    public ImmutableArray<Weapon> Weapons(Document document, Happening happening, Anchor anchor)
    {
        var found = weapons.Of(document, anchor);
        for (var r = 0; r < Math.Min(happening.Readings.Count, MostReadings); r++)
        {
            var reading = happening.Readings[r].Candidate;
            foreach (var other in weapons.Of(document, new(reading.Token, reading.First, reading.End, anchor.SubType)))
                if (!found.Any(w => w.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase))) found = found.Add(other);
        }
        return found;
    }

    private static Roles Filled(Roles roles, Roles other) => new(
        roles.Actors.Length > 0 ? roles.Actors : [.. other.Actors.Where(a => !roles.Recipients.Any(r => r.Name == a.Name))],
        roles.Recipients.Length > 0 ? Joined(roles, other.Recipients) : [.. other.Recipients.Where(a => !roles.Actors.Any(r => r.Name == a.Name))],
        roles.Because.AddRange(other.Because))
    {
        Targets = [.. roles.Targets, .. other.Targets.Where(t => !roles.Targets.Any(r => r.Name == t.Name))],
    };

    // Victims named with other words for the same happening stand beside those named with its main words.
    private static ImmutableArray<Participant> Joined(Roles roles, ImmutableArray<Participant> others) =>
        [.. roles.Recipients, .. others.Where(o => o.Kind == ActorKind.Individual && !roles.Actors.Concat(roles.Recipients).Any(r => r.Name.Contains(o.Name, StringComparison.OrdinalIgnoreCase)))];
}
