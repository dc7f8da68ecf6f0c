using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Store;

/// <summary>How claims, reports and derived things lie in the store: JSON without what can be computed. Places are written as their ids and read from the store's place table.</summary>
internal sealed class Payload
{
    private const int PackFrom = 2048, Plain = 0, Brotli = 1, CodeUnits = 2;
    private readonly JsonSerializerOptions _options;

    /// <param name="place">The place of an id.</param>
    public Payload(Func<string, Place> place)
    {
        _options = Options();
        _options.Converters.Add(new PlaceById(place));
    }

    /// <summary>Writes places whole: for the place table itself.</summary>
    public static JsonSerializerOptions Whole { get; } = Options();

    public byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, _options);

    public T Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes, _options)!;

    /// <summary>A text as bytes: short ones as UTF-8, long ones compressed; one with half a character (a lone surrogate) keeps its code units, so that every span stays true.</summary>
    public static (byte[] Bytes, int Packing) Pack(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!string.Equals(Encoding.UTF8.GetString(bytes), text, StringComparison.Ordinal)) return (MemoryMarshal.AsBytes(text.AsSpan()).ToArray(), CodeUnits);
        if (bytes.Length < PackFrom) return (bytes, Plain);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(bytes);
        return (packed.ToArray(), Brotli);
    }

    public static string Unpack(byte[] bytes, int packing)
    {
        if (packing == Plain) return Encoding.UTF8.GetString(bytes);
        if (packing == CodeUnits) return new string(MemoryMarshal.Cast<byte, char>(bytes));
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static JsonSerializerOptions Options() => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        // One score that is no number must not stop a run of a million reports.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // What has its default is not written, so nothing can be asked to be there.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { type => { foreach (var property in type.Properties) property.IsRequired = false; } } },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Day(), new Moment(), new Id(), new Range() },
    };

    private sealed class Day : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Days.Of(reader.GetInt32());
        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteNumberValue(Days.Number(value));
    }

    private sealed class Moment : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => InstantPattern.ExtendedIso.Parse(reader.GetString()!).Value;
        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }

    private sealed class Id : JsonConverter<ContentId>
    {
        // Half of an event are ids of its claims: read without a string between.
        public override ContentId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            Span<byte> id = stackalloc byte[16];
            return !reader.HasValueSequence && !reader.ValueIsEscaped && Convert.FromHexString(reader.ValueSpan, id, out _, out var read) == OperationStatus.Done && read == id.Length
                ? new(BinaryPrimitives.ReadUInt128BigEndian(id)) : ContentId.Parse(reader.GetString()!);
        }

        public override void Write(Utf8JsonWriter writer, ContentId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class Range : JsonConverter<Span>
    {
        public override Span Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            reader.Read();
            var start = reader.GetInt32();
            reader.Read();
            var end = reader.GetInt32();
            reader.Read();
            return new(start, end);
        }

        public override void Write(Utf8JsonWriter writer, Span value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Start);
            writer.WriteNumberValue(value.End);
            writer.WriteEndArray();
        }
    }

    private sealed class PlaceById(Func<string, Place> place) : JsonConverter<Place>
    {
        public override Place Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => place(reader.GetString()!);
        public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
    }
}
