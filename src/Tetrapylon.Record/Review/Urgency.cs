using Tetrapylon.Model;

namespace Tetrapylon.Record.Review;

/// <summary>How soon a claim should be looked at: the machine's doubt of it times what hangs on it.</summary>
public static class Urgency
{
    /// <summary>Doubt (1 − confidence, at least 0.02) × (1 + 2 if it changes who holds a place + 2 if it damages heritage + the decimal logarithm of 1 + the dead, at most 3).</summary>
    public static double Of(Claim claim)
    {
        var doubt = Math.Max(0.02, 1 - Math.Clamp(claim.Confidence, 0, 1));
        var impact = 1.0;
        if (claim.Control is not null) impact += 2;
        if (claim.Damage is not null) impact += 2;
        if (claim.Fatalities is { } dead) impact += Math.Min(3, Math.Log10(1.0 + Math.Max(0, dead.High)));
        return Math.Round(doubt * impact, 4);
    }
}
