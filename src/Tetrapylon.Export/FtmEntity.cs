using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>One entity in the model of FollowTheMoney: an id, a schema of its own names, and values by property.</summary>
/// <param name="FirstSeen">The day from which a report told it; null when the entity itself is not told (an actor, a place).</param>
internal sealed record FtmEntity(string Id, string Schema, string Caption, IReadOnlyList<(string Property, string Value)> Values, LocalDate? FirstSeen = null)
{
    /// <summary>The data set that every statement names.</summary>
    public const string Dataset = "tetrapylon";

    /// <summary>Writes the entity as one object, without a line break.</summary>
    public void Write(IBufferWriter<byte> into)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("caption", Caption);
        json.WriteString("schema", Schema);
        json.WriteStartObject("properties");
        foreach (var property in Values.GroupBy(v => v.Property, StringComparer.Ordinal))
        {
            json.WriteStartArray(property.Key);
            foreach (var value in property.Select(v => v.Value).Distinct(StringComparer.Ordinal)) json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteStartArray("datasets");
        json.WriteStringValue(Dataset);
        json.WriteEndArray();
        json.WriteStartArray("referents");
        json.WriteEndArray();
        json.Day("first_seen", FirstSeen);
        json.WriteEndObject();
    }

    /// <summary>The entity cut into statements, one a value; the first says that there is such an entity.</summary>
    public IEnumerable<FtmStatement> Statements()
    {
        yield return new(this, "id", Id);
        foreach (var (property, value) in Values.Distinct()) yield return new(this, property, value);
    }

    /// <summary>An id as FollowTheMoney allows them (letters, digits, full stop, hyphen), stable over runs and machines.</summary>
    public static string IdOf(string kind, string id)
    {
        var told = id.Replace(':', '-');
        foreach (var c in told)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')) return $"{Dataset}-{kind}-{ContentId.Of(id)}";
        return $"{Dataset}-{kind}-{told.Trim('-', '.')}";
    }
}

/// <summary>One value of one property of an entity, in FollowTheMoney's statement model.</summary>
internal sealed record FtmStatement(FtmEntity Entity, string Property, string Value)
{
    /// <summary>Made as FollowTheMoney makes it, so that statements of two exports fall together there.</summary>
    public string Id => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{FtmEntity.Dataset}.{Entity.Id}.{Property}.{Value}")));

    /// <summary>Writes the statement as one object, without a line break.</summary>
    public void Write(IBufferWriter<byte> into)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        // Lines sort by entity with this field first: the tools of FollowTheMoney count on it.
        json.WriteString("canonical_id", Entity.Id);
        json.WriteString("entity_id", Entity.Id);
        json.WriteString("prop", Property);
        json.WriteString("schema", Entity.Schema);
        json.WriteString("value", Value);
        json.WriteString("dataset", FtmEntity.Dataset);
        json.WriteNull("lang");
        json.WriteNull("original_value");
        json.Day("first_seen", Entity.FirstSeen);
        json.Day("last_seen", Entity.FirstSeen);
        json.WriteBoolean("external", false);
        json.WriteNull("origin");
        json.WriteString("id", Id);
        json.WriteEndObject();
    }
}
