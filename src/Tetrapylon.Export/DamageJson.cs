using System.Buffers;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>One entry of the register of damage to heritage, with who held the place then: one line of <c>tetrapylon damage --json</c>.</summary>
public static class DamageJson
{
    /// <summary>Writes the entry as one object, without a line break.</summary>
    public static void Write(DamageRecord damage, IBufferWriter<byte> into)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("id", damage.Id.ToString());
        json.WriteString("site", damage.Site);
        json.WriteString("site_id", damage.SiteId);
        json.WriteString("component", damage.Component);
        json.WriteString("place", damage.Place?.Name);
        json.WriteString("place_id", damage.Place?.Id);
        json.WriteString("country", damage.Country ?? damage.Place?.Country);
        json.WriteString("status", WireName.Of(damage.Status));
        json.WriteString("effect", WireName.Of(damage.Effect));
        json.WriteString("severity", Severity(damage.Severity));
        json.WriteString("extent", damage.Extent);
        json.WriteString("cause", WireName.Of(damage.Cause));
        json.WriteString("cause_type", damage.CauseType);
        json.Party("agent", damage.Agent);
        json.WriteString("agent_certainty", WireName.Of(damage.AgentCertainty));
        json.Day("last_known_intact", damage.LastKnownIntact);
        json.Day("first_known_damaged", damage.FirstKnownDamaged);
        json.WriteString("basis", WireName.Of(damage.Basis));
        json.WriteString("condition_after", Severity(damage.ConditionAfter));
        if (json.Opened("held_then", damage.HeldThen))
        {
            var held = damage.HeldThen;
            json.WriteString("holder", held.Holder);
            json.WriteString("actor_id", held.ActorId);
            json.WriteString("status", WireName.Of(held.Status));
            json.Day("from", held.From);
            json.Day("to", held.To);
            json.WriteEndObject();
        }
        json.Day("known_since", damage.KnownSince);
        json.Rounded("confidence", damage.Confidence, 3);
        json.Ids("claims", damage.Claims);
        json.Ids("contradicts", damage.Contradicts);
        json.WriteString("quote", damage.Quote);
        json.WriteEndObject();
    }

    private static string? Severity(DamageSeverity severity) => severity == DamageSeverity.Unknown ? null : WireName.Of(severity);
}
