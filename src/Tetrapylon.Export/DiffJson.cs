using System.Buffers;
using System.Collections.Immutable;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.Export;

/// <summary>What two days of knowledge tell differently: lines of <c>tetrapylon diff --json</c>, one a change.</summary>
public static class DiffJson
{
    /// <param name="line">Called once a change; writes its object where it belongs.</param>
    public static void Write(RecordDiff diff, Action<Action<IBufferWriter<byte>>> line)
    {
        foreach (var place in diff.Control)
            foreach (var entry in place.Spells)
                line(into => Write(into, "control", entry.Change, place.Place.Id, place.Place.Name, entry.Fields, entry.Claims, (entry.After ?? entry.Before)!.Because));
        foreach (var entry in diff.Events)
        {
            var told = (entry.After ?? entry.Before)!;
            line(into => Write(into, "event", entry.Change, told.Id.ToString(), told.SubType, entry.Fields, entry.Claims, told.Quote));
        }
        foreach (var entry in diff.Damage)
        {
            var told = (entry.After ?? entry.Before)!;
            line(into => Write(into, "damage", entry.Change, told.Id.ToString(), told.Site, entry.Fields, entry.Claims, told.Quote));
        }
    }

    private static void Write(IBufferWriter<byte> into, string kind, Change change, string id, string name, ImmutableArray<FieldChange> fields, ImmutableArray<ContentId> claims, string words)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteString("change", WireName.Of(change));
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteStartArray("fields");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteString("before", field.Before);
            json.WriteString("after", field.After);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Ids("claims", claims);
        json.WriteString("words", words);
        json.WriteEndObject();
    }
}
