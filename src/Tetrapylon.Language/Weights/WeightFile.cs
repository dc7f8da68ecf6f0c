using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tetrapylon.Language.Weights;

/// <summary>A file of trained weights cannot be used. The message names the file and says what to do.</summary>
public sealed class ModelFileException(string path, string problem)
    : Exception($"The model file '{path}' cannot be used: {problem}. Put back the models folder that came with the program, or train it again.");

/// <summary>Trained weights on disk: a magic number, a version, a kind, a checksum and named sections of numbers, all little-endian.</summary>
/// <remarks>Layout: "TPYW", version u16, length of kind u8 and kind, SHA-256 of all that follows, count of sections u16, then for each: length of name u8, name, length u32, bytes.</remarks>
internal sealed class WeightFile
{
    private const ushort Version = 1;
    private static readonly byte[] Magic = "TPYW"u8.ToArray();

    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly Dictionary<string, Range> _sections = new(StringComparer.Ordinal);

    private WeightFile(string path, byte[] bytes) => (_path, _bytes) = (path, bytes);

    /// <exception cref="ModelFileException">The file is missing, cut, changed, of another kind or another version.</exception>
    public static WeightFile Read(string path, string kind)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException(path, "it does not exist");
        }
        var file = new WeightFile(path, bytes);
        try
        {
            file.ReadSections(kind);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ModelFileException(path, "it is cut off");
        }
        return file;
    }

    /// <summary>A section as an array of numbers.</summary>
    public T[] Array<T>(string section) where T : unmanaged => MemoryMarshal.Cast<byte, T>(Section(section)).ToArray();

    private ReadOnlySpan<byte> Section(string section) =>
        _sections.TryGetValue(section, out var range) ? _bytes.AsSpan(range) : throw new ModelFileException(_path, $"it has no section '{section}'");

    /// <summary>A section of small numbers most of which are zero, as <see cref="Pack"/> wrote it.</summary>
    public sbyte[] Packed(string section)
    {
        var packed = Section(section);
        var numbers = new sbyte[packed.Length < 4 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(packed)];
        var at = 0;
        for (var i = 4; i < packed.Length; i++)
        {
            if (packed[i] != 0)
            {
                if (at == numbers.Length) throw new ModelFileException(_path, $"section '{section}' is too long");
                numbers[at++] = (sbyte)packed[i];
                continue;
            }
            // A run of zeros: its length in groups of seven bits, the lowest first.
            int length = 0, shift = 0;
            do length |= (packed[++i] & 0x7F) << shift;
            while (packed[i] >= 0x80 && (shift += 7) < 28 && i + 1 < packed.Length);
            at += length;
            if (at > numbers.Length) throw new ModelFileException(_path, $"section '{section}' is too long");
        }
        return numbers;
    }

    /// <summary>Numbers with runs of zeros written as zero and the run's length.</summary>
    public static byte[] Pack(ReadOnlySpan<sbyte> numbers)
    {
        var packed = new List<byte>(numbers.Length / 3);
        packed.AddRange(Bytes(numbers.Length));
        for (var i = 0; i < numbers.Length; i++)
        {
            packed.Add((byte)numbers[i]);
            if (numbers[i] != 0) continue;
            var start = i;
            while (i + 1 < numbers.Length && numbers[i + 1] == 0) i++;
            var length = i + 1 - start;
            for (; length >= 0x80; length >>= 7) packed.Add((byte)(length | 0x80));
            packed.Add((byte)length);
        }
        return [.. packed];
    }

    public int Number(string section) => Array<int>(section) is [var number] ? number : throw new ModelFileException(_path, $"section '{section}' is not one number");

    /// <summary>A section as lines of text.</summary>
    public string[] Lines(string section) => Encoding.UTF8.GetString(Array<byte>(section)) is { Length: > 0 } text ? text.Split('\n') : [];

    public static void Write(string path, string kind, params ReadOnlySpan<(string Name, byte[] Bytes)> sections)
    {
        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body);
        writer.Write((ushort)sections.Length);
        foreach (var (name, bytes) in sections)
        {
            writer.Write(name);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
        writer.Flush();
        var content = body.ToArray();
        using var file = new BinaryWriter(File.Create(path));
        file.Write(Magic);
        file.Write(Version);
        file.Write(kind);
        file.Write(SHA256.HashData(content));
        file.Write(content);
    }

    public static byte[] Bytes<T>(ReadOnlySpan<T> numbers) where T : unmanaged => MemoryMarshal.AsBytes(numbers).ToArray();

    public static byte[] Bytes(int number) => Bytes<int>([number]);

    public static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));

    private void ReadSections(string kind)
    {
        var at = 0;
        ReadOnlySpan<byte> Take(int count)
        {
            var taken = _bytes.AsSpan(at, count);
            at += count;
            return taken;
        }

        if (!Take(4).SequenceEqual(Magic))
            throw new ModelFileException(_path, "it is not a file of weights");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
        if (version != Version)
            throw new ModelFileException(_path, $"it has format {version}, this program reads format {Version}");
        var found = Encoding.UTF8.GetString(Take(Take(1)[0]));
        if (found != kind)
            throw new ModelFileException(_path, $"it holds '{found}' where '{kind}' is expected");
        var hash = Take(32);
        if (!SHA256.HashData(_bytes.AsSpan(at)).AsSpan().SequenceEqual(hash))
            throw new ModelFileException(_path, "its checksum is wrong: it is cut off or was changed");
        for (var left = BinaryPrimitives.ReadUInt16LittleEndian(Take(2)); left > 0; left--)
        {
            var name = Encoding.UTF8.GetString(Take(Take(1)[0]));
            var length = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
            _sections[name] = at..(at + length);
            Take(length);
        }
    }
}
