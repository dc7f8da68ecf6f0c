namespace Tetrapylon.Knowledge.Ontology;

/// <summary>A few letters of words, which tell of nearly all others that they are not among them.</summary>
internal sealed class WordLooks
{
    private readonly ulong[] _looks = new ulong[1024];

    public void Add(string word)
    {
        var look = LookOf(word);
        _looks[look >> 6] |= 1UL << look;
    }

    /// <summary>False only for a word that was not added.</summary>
    public bool MayHold(string word)
    {
        var look = LookOf(word);
        return (_looks[look >> 6] >> look & 1) != 0;
    }

    private static int LookOf(string word)
    {
        if (word.Length == 0) return 0;
        var look = (uint)word.Length;
        look = (look * 31 + word[0]) * 0x9E3779B1 + word[^1];
        look = (look * 31 + word[word.Length / 2]) * 0x85EBCA6B + word[word.Length / 3];
        return (int)(look * 0xC2B2AE35 >> 16);
    }
}
