using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Shows a share of the sentences in lower case or with Capitals To Every Word, so that reading does not lean on capitals.</summary>
internal static class CaseDropping
{
    public static Word[] Of(Word[] words, Lexicon lexicon, Random random)
    {
        var lot = random.Next(100);
        if (lot >= 20) return words;
        if (lot < 16) return [.. words.Select(lexicon.LoweredOf)];
        return [.. words.Select(w => w.AllLower && w.HasLetter && w.Form.Length > 3 ? lexicon.Of(char.ToUpperInvariant(w.Form[0]) + w.Form[1..]) : w)];
    }
}
