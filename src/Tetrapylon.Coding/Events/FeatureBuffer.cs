namespace Tetrapylon.Coding.Events;

/// <summary>What a feature looks at. Order is frozen: trained weights hold the numbers.</summary>
public enum Look : byte
{
    Bias, Lemma, LemmaUpos, Phrase, Previous, Previous2, Next, Next2, Near, Sentence, NextSentence, Heading, CueSentence, CueNear, CueSubject, CueObject, CueOblique,
    LemmaCue, Relation, Governor, Dependent, Subject, Object, Oblique, Auxiliary, Morphology, Position, Block, CueDocument, LemmaSubject, LemmaObject, Root, Compound,
    SubjectAndObjectCue, Conjunct, Cluster, Entity, Length, CueClause, OtherTriggers, FirstWord, LexiconMask, Shape,
}

/// <summary>Features of one candidate: where they look and what they see, as hashes for scoring and as words for explaining. One a worker.</summary>
/// <param name="says">Whether they can be told in words.</param>
public sealed class FeatureBuffer(bool says = false)
{
    private (Look Look, string Value, string? Second)[] _said = says ? new (Look, string, string?)[256] : [];
    private uint[] _hashes = new uint[256];

    public int Count { get; private set; }

    public ReadOnlySpan<uint> Hashes => _hashes.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(Look look, string value, string? second = null)
    {
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, 2 * Count);
            if (says) Array.Resize(ref _said, 2 * Count);
        }
        var hash = Mix(2166136261u ^ ((uint)look * 0x9E3779B1u), value);
        if (second is not null) hash = Mix((hash ^ '|') * 16777619u, second);
        hash ^= hash >> 15;
        if (says) _said[Count] = (look, value, second);
        _hashes[Count++] = hash * 0x85EBCA6Bu;
    }

    /// <summary>The feature in words: "Subject=police", "LemmaCue=fire|protesters".</summary>
    public string Say(int feature)
    {
        var (look, value, second) = _said[feature];
        return second is null ? $"{look}={value}" : $"{look}={value}|{second}";
    }

    private static uint Mix(uint hash, string text)
    {
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
