using Tetrapylon.Language.Weights;

namespace Tetrapylon.Language.Words;

/// <summary>Groups of words used alike, from word vectors: a wide and a narrow grouping.</summary>
internal sealed class WordClusters
{
    public const string Kind = "clusters";

    private readonly uint[] _keys;
    private readonly ushort[] _fine;
    private readonly byte[] _coarse;
    private readonly int _mask;

    /// <param name="hashes">High halves of the words' hashes, each once.</param>
    public WordClusters(ReadOnlySpan<uint> hashes, ReadOnlySpan<byte> coarse, ReadOnlySpan<ushort> fine)
    {
        var size = 16;
        while (size < hashes.Length * 2) size *= 2;
        (_keys, _fine, _coarse, _mask) = (new uint[size], new ushort[size], new byte[size], size - 1);
        for (var i = 0; i < hashes.Length; i++)
        {
            var at = (int)hashes[i] & _mask;
            while (_fine[at] != 0) at = (at + 1) & _mask;
            (_keys[at], _coarse[at], _fine[at]) = (hashes[i], coarse[i], fine[i]);
        }
    }

    public static WordClusters None { get; } = new([], [], []);

    public static WordClusters Load(string path)
    {
        var file = WeightFile.Read(path, Kind);
        var (hashes, coarse, fine) = (file.Array<uint>("words"), file.Array<byte>("coarse"), file.Array<ushort>("fine"));
        if (coarse.Length != hashes.Length || fine.Length != hashes.Length)
            throw new ModelFileException(path, "its tables differ in length");
        return new(hashes, coarse, fine);
    }

    public static uint KeyOf(ReadOnlySpan<char> lower) => (uint)(Hashing.Of(lower) >> 32);

    /// <summary>Numbers of a word's clusters, from 1; 0 for a word without one.</summary>
    public (ulong Coarse, ulong Fine) Of(ReadOnlySpan<char> lower)
    {
        var key = KeyOf(lower);
        for (var at = (int)key & _mask; _fine[at] != 0; at = (at + 1) & _mask)
            if (_keys[at] == key) return (_coarse[at], _fine[at]);
        return (0, 0);
    }
}
