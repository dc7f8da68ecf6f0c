using Tetrapylon.Model;

namespace Tetrapylon.Coding.Choices;

/// <summary>What speaks for and against one of several answers, as the numbers that weights are kept under.</summary>
internal sealed class ChoiceFeatures
{
    private const ulong Basis = 14695981039346656037UL;
    private const ulong Prime = 1099511628211UL;
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    public List<ulong> Keys { get; } = new(32);

    public void Add(string template, string value, string? second = null)
    {
        var key = Key(template, value);
        Keys.Add(second is null ? key : Mixed((key ^ '|') * Prime, second));
    }

    /// <summary>One feature for each step, from the first on, that a number reaches.</summary>
    /// <param name="steps">What the steps are called, none of them first.</param>
    public void Reached(string template, float value, float step, int most, string[] steps, string? second = null)
    {
        var begun = Begun(template);
        for (var s = 1; s <= most && value >= s * step; s++)
        {
            var key = Mixed(begun, steps[s]);
            Keys.Add(second is null ? key : Mixed((key ^ '|') * Prime, second));
        }
    }

    /// <summary>A count, told apart up to <paramref name="most"/> (at most 9).</summary>
    public void Count(string template, int value, int most, string? second = null) => Add(template, Digit(value, most), second);

    /// <summary>Adds what is told whatever the answer is, as features of this one.</summary>
    public void AddTold(ChoiceFeatures told, string answer)
    {
        var mixed = Key("answer", answer);
        foreach (var key in told.Keys) Keys.Add(key * 31 ^ mixed);
    }

    public static string Digit(int value, int most) => Digits[Math.Clamp(value, 0, most)];

    /// <summary>The number a feature's weight is kept under.</summary>
    public static ulong Key(string template, string value) => Mixed(Begun(template), value);

    private static ulong Begun(string template) => (Mixed(Basis, template) ^ ':') * Prime;

    /// <summary>How a word tells of a happening: its tense or number.</summary>
    public static string FormOf(in Token token) =>
        token.Upos is not (Upos.VERB or Upos.AUX) ? (token.Morph & Morph.Plural) != 0 ? "nouns" : "noun"
        : (token.Morph & Morph.Infinitive) != 0 ? "infinitive" : (token.Morph & Morph.Gerund) != 0 ? "gerund"
        : (token.Morph & Morph.PastParticiple) != 0 ? "participle" : (token.Morph & Morph.Past) != 0 ? "past" : (token.Morph & Morph.Present) != 0 ? "present" : "verb";

    private static ulong Mixed(ulong hash, string text)
    {
        foreach (var c in text) hash = (hash ^ c) * Prime;
        return hash;
    }
}
