using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.Coding.Events;

/// <summary>How strongly the lexicon alone speaks for each sub-type: two bits a type.</summary>
public readonly record struct LexiconReading(ulong Bits)
{
    public TriggerStrength Of(int subType) => (TriggerStrength)((Bits >> (2 * subType)) & 3);

    public LexiconReading With(int subType, TriggerStrength strength) =>
        Of(subType) >= strength ? this : new((Bits & ~(3UL << (2 * subType))) | ((ulong)strength << (2 * subType)));

    /// <summary>For each type the stronger of two readings.</summary>
    public LexiconReading Or(LexiconReading other)
    {
        // Per pair of bits: take the other's where it is larger.
        var (high, low) = (Bits & Highs, Bits & Lows);
        var (otherHigh, otherLow) = (other.Bits & Highs, other.Bits & Lows);
        var larger = (otherHigh & ~high) | (~(otherHigh ^ high) & Highs & ((otherLow & ~low) << 1));
        var mask = larger | (larger >> 1);
        return new((other.Bits & mask) | (Bits & ~mask));
    }

    private const ulong Highs = 0xAAAA_AAAA_AAAA_AAAAUL;
    private const ulong Lows = 0x5555_5555_5555_5555UL;
}

/// <summary>A word that may tell of a happening: the trigger and what the lexicon makes of it.</summary>
/// <param name="Token">Governing word of the trigger phrase.</param>
/// <param name="First">First token of the longest phrase found on it.</param>
/// <param name="End">Token after its last.</param>
public readonly record struct Candidate(int Token, int First, int End, int Sentence, LexiconReading Lexicon);
