using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tetrapylon.Model;

/// <summary>An id made from content: the first 16 bytes of a SHA-256 over length-prefixed parts. The same content has the same id on every machine and in every order of arrival.</summary>
public readonly record struct ContentId(UInt128 Value) : IComparable<ContentId>
{
    /// <summary>The id of an ordered list of parts; <c>null</c> and the empty string differ.</summary>
    public static ContentId Of(params ReadOnlySpan<string?> parts)
    {
        var most = 0;
        foreach (var part in parts) most += 4 + Encoding.UTF8.GetMaxByteCount(part?.Length ?? 0);
        var bytes = most <= 4096 ? stackalloc byte[most] : new byte[most];
        var at = 0;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, bytes[(at + 4)..]);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], part is null ? -1 : written);
            at += 4 + written;
        }
        return Of(bytes[..at]);
    }

    /// <summary>The id of raw bytes.</summary>
    public static ContentId Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Reads the 32 hexadecimal digits that <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">Not 32 hexadecimal digits.</exception>
    public static ContentId Parse(string text) =>
        text.Length == 32 && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new(value)
            : throw new FormatException($"'{text}' is not an id: 32 hexadecimal digits are expected.");

    public int CompareTo(ContentId other) => Value.CompareTo(other.Value);

    public static bool operator <(ContentId a, ContentId b) => a.CompareTo(b) < 0;
    public static bool operator >(ContentId a, ContentId b) => a.CompareTo(b) > 0;
    public static bool operator <=(ContentId a, ContentId b) => a.CompareTo(b) <= 0;
    public static bool operator >=(ContentId a, ContentId b) => a.CompareTo(b) >= 0;

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
