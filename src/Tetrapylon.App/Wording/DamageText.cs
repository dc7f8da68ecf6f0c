using Tetrapylon.App.Terminals;
using Tetrapylon.Model;

namespace Tetrapylon.App.Wording;

/// <summary>The register of damage to heritage for people.</summary>
internal static class DamageText
{
    /// <returns>False when there was nothing to write.</returns>
    public static bool Write(Terminal terminal, IEnumerable<DamageRecord> records)
    {
        var table = new Table("site", "where", "what", "by", "intact on", "damaged by", "held then by", "words") { Below = 1 };
        foreach (var damage in records)
            table.Add(
                damage.Component is null ? damage.Site : $"{damage.Site}: {damage.Component}",
                damage.Place?.Name ?? damage.Country,
                Effect(damage),
                damage.Agent?.Name ?? "?",
                Words.Day(damage.LastKnownIntact),
                Words.Day(damage.FirstKnownDamaged),
                damage.HeldThen?.Holder,
                Words.Quoted(damage.Quote));
        if (table.Count == 0) return false;
        table.Write(terminal);
        return true;
    }

    private static string Effect(DamageRecord damage) =>
        WireName.Of(damage.Effect) + (damage.Status == ClaimStatus.Asserted ? "" : $" ({WireName.Of(damage.Status)})") + (damage.Contradicts.IsEmpty ? "" : " (disputed)");
}
