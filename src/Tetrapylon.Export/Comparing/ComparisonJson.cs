using System.Buffers;
using System.Text.Json;

namespace Tetrapylon.Export.Comparing;

/// <summary>One line of <c>tetrapylon compare --json</c>.</summary>
public static class ComparisonJson
{
    /// <summary>Writes one line for every compared event: <c>both</c>, then <c>ours</c>, then <c>theirs</c>.</summary>
    public static void Write(Comparison comparison, Action<Action<IBufferWriter<byte>>> line)
    {
        foreach (var (found, events) in (ReadOnlySpan<(string, IEnumerable<ComparedEvent>)>)[("both", comparison.Both), ("ours", comparison.OursOnly), ("theirs", comparison.TheirsOnly)])
            foreach (var compared in events) line(into => Write(found, compared, into));
    }

    private static void Write(string found, ComparedEvent compared, IBufferWriter<byte> into)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("found", found);
        json.Rounded("likeness", compared.Likeness, 3);
        json.Texts("because", compared.Because);
        if (compared.Ours is { } ours)
        {
            json.WriteStartObject("ours");
            json.WriteString("id", ours.Id.ToString());
            json.WriteString("type", ours.Type);
            json.WriteString("sub_type", ours.SubType);
            json.Day("start", ours.Days?.Start);
            json.Day("end", ours.Days?.End);
            json.Place(ours.Place);
            json.Toll("fatalities", ours.Fatalities);
            json.WriteNumber("sources", ours.Sources.Length);
            json.WriteString("quote", ours.Quote);
            json.WriteEndObject();
        }
        else json.WriteNull("ours");
        if (compared.Theirs is { } theirs) Write(json, theirs);
        else json.WriteNull("theirs");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ForeignEvent theirs)
    {
        json.WriteStartObject("theirs");
        json.WriteNumber("line", theirs.Line);
        json.WriteString("id", theirs.Id);
        json.WriteString("type", theirs.Types.IsEmpty ? null : theirs.Types[0]);
        json.WriteString("sub_type", theirs.SubType);
        json.Day("start", theirs.Start);
        json.Day("end", theirs.End);
        json.WriteString("place", theirs.Place);
        json.WriteString("region", theirs.Region);
        json.WriteString("country", theirs.Country);
        json.Rounded("lat", theirs.Latitude, 5);
        json.Rounded("lon", theirs.Longitude, 5);
        if (theirs.Dead is { } dead) json.WriteNumber("fatalities", dead);
        else json.WriteNull("fatalities");
        json.WriteString("actor", theirs.Actor);
        json.WriteString("recipient", theirs.Recipient);
        json.WriteString("notes", theirs.Notes);
        json.WriteEndObject();
    }
}
