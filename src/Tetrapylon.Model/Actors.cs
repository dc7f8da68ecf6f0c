namespace Tetrapylon.Model;

/// <summary>Kinds of actors: ACLED's inter codes, and <c>structure</c> for a physical target. Order is frozen: stored as numbers.</summary>
public enum ActorKind : byte
{
    Unidentified, StateForces, RebelGroup, PoliticalMilitia, IdentityMilitia, Rioters, Protesters, Civilians, ExternalForces, Individual, Organization, Structure,
}

/// <summary>A stretch of text that names an actor, and which one it is.</summary>
/// <param name="Name">The name as the report calls it, without articles ("Syrian Army", "gunmen").</param>
/// <param name="Head">Token that governs the mention.</param>
/// <param name="ActorId">Id in <c>data/actors</c>; null for an actor known from the text alone.</param>
/// <param name="Proper">True for names, false for common nouns and pronouns.</param>
/// <param name="Because">What linked it or why it is unlinked.</param>
public sealed record ActorMention(Span Span, int First, int End, int Head, string Name, ActorKind Kind, string? ActorId, bool Proper, string Because);

/// <summary>One side's participant in a claim.</summary>
/// <param name="Span">Where the claim's sentence names it (for a pronoun, the pronoun; <paramref name="Name"/> is then what it stands for).</param>
public sealed record Participant(string Name, ActorKind Kind, string? ActorId, Span Span);

/// <summary>Kind of a source inside the text.</summary>
public enum SourceKind : byte { Unknown, Agency, Paper, Broadcaster, StateMedia, Monitor, Official, Military, Police, PartyToConflict, Witness, Activists, Footage, Organization, Person }

/// <summary>One link of the chain of who says so, outermost first.</summary>
/// <param name="Span">Where the saying names it; "a monitoring group" where <paramref name="Name"/> is the one that the report names elsewhere.</param>
public sealed record AttributionLink(string Name, SourceKind Kind, string? ActorId, Span Span);
