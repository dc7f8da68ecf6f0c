using System.Buffers.Binary;

namespace Tetrapylon.Coding.Actors;

/// <summary>The ranker's trained weights: per hashed feature one weight for "actor" and one for "recipient", against "no part".</summary>
public sealed class RoleWeights
{
    /// <summary>Hashed features share this many rows.</summary>
    public const int Rows = 1 << 17;

    private const uint Magic = 0x314C4F52; // "ROL1"

    private readonly float[] _weights;

    public RoleWeights(float[] weights)
    {
        if (weights.Length != Rows * 2) throw new ArgumentException($"{Rows * 2} weights are expected.", nameof(weights));
        _weights = weights;
    }

    /// <summary>Adds what speaks for "actor" and for "recipient" to the second and third of <paramref name="scores"/>.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<float> scores)
    {
        foreach (var feature in features)
        {
            var row = (int)(feature & (Rows - 1)) * 2;
            scores[1] += _weights[row];
            scores[2] += _weights[row + 1];
        }
    }

    /// <summary>Reads <c>models/en/roles.bin</c>.</summary>
    /// <exception cref="InvalidDataException">The file is no table of role weights.</exception>
    public static RoleWeights Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 12 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic || BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)) != Rows)
            throw new InvalidDataException($"'{path}' holds no role weights of this version.");
        var weights = new float[Rows * 2];
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        if (bytes.Length != 12 + count * 8) throw new InvalidDataException($"'{path}' is cut short.");
        // Rows in use only: row number, then two half-precision weights.
        for (var i = 0; i < count; i++)
        {
            var at = bytes.AsSpan(12 + i * 8);
            var row = BinaryPrimitives.ReadInt32LittleEndian(at);
            if ((uint)row >= Rows) throw new InvalidDataException($"'{path}' names row {row} of {Rows}.");
            weights[row * 2] = (float)BinaryPrimitives.ReadHalfLittleEndian(at[4..]);
            weights[row * 2 + 1] = (float)BinaryPrimitives.ReadHalfLittleEndian(at[6..]);
        }
        return new(weights);
    }

    public void Save(string path)
    {
        using var file = File.Create(path);
        var used = Enumerable.Range(0, Rows).Where(r => (Half)_weights[r * 2] != (Half)0 || (Half)_weights[r * 2 + 1] != (Half)0).ToArray();
        Span<byte> buffer = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[4..], Rows);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[8..], used.Length);
        file.Write(buffer);
        foreach (var row in used)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, row);
            BinaryPrimitives.WriteHalfLittleEndian(buffer[4..], (Half)_weights[row * 2]);
            BinaryPrimitives.WriteHalfLittleEndian(buffer[6..], (Half)_weights[row * 2 + 1]);
            file.Write(buffer[..8]);
        }
    }
}
