using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

public enum LossKind : byte { Dead, Injured }

/// <summary>One figure of dead or injured that a report gives.</summary>
/// <param name="First">First token of the figure and whom it counts.</param>
/// <param name="End">Token after the last.</param>
/// <param name="Anchor">The token that says they died or were hurt ("killed", "dead", "toll").</param>
/// <param name="VictimHead">Token that names whom the figure counts; null when it stands alone ("killing 12").</param>
/// <param name="Included">Part of a figure already given ("killing 20, including five children").</param>
/// <param name="Aggregate">A toll over weeks or a war: never the losses of one event.</param>
public sealed record LossMention(Span Span, int First, int End, int Anchor, LossKind Kind, int Low, int Best, int High, int? VictimHead, bool Included, bool Aggregate)
{
    /// <summary>A toll that counts what was told before ("the death toll rises to 34"): it takes the place of earlier figures.</summary>
    public bool Toll { get; init; }

    /// <summary>Said to come on top of what was told before ("two attackers also died").</summary>
    public bool More { get; init; }
}
