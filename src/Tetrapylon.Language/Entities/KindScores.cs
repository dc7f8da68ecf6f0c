using Tetrapylon.Model;

namespace Tetrapylon.Language.Entities;

/// <summary>How well each kind of name suits a name, as the weights sum it up for its first word; sums may be added up over a document.</summary>
internal readonly record struct KindScores(int Person, int Organization, int Location)
{
    /// <summary>A score for one kind alone.</summary>
    public static KindScores Of(EntityKind kind, int score) => kind switch
    {
        EntityKind.Person => new(score, 0, 0),
        EntityKind.Organization => new(0, score, 0),
        _ => new(0, 0, score),
    };

    public static KindScores operator +(KindScores one, KindScores other) =>
        new(one.Person + other.Person, one.Organization + other.Organization, one.Location + other.Location);

    /// <summary>The kind with the best score; the one it has if none is better.</summary>
    public EntityKind Best(EntityKind own)
    {
        var most = Math.Max(Person, Math.Max(Organization, Location));
        var of = own switch { EntityKind.Person => Person, EntityKind.Organization => Organization, EntityKind.Location => Location, _ => int.MinValue };
        return of == most ? own : Organization == most ? EntityKind.Organization : Person == most ? EntityKind.Person : EntityKind.Location;
    }
}
