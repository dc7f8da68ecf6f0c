using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>What part of speech a phrase's governing word must have.</summary>
public enum PhraseClass : byte { Any, Verb, Noun, Adjective }

/// <summary>A phrase of the data folder: dictionary forms one after the other, "..." for a gap of up to <see cref="LongestGap"/> words, <c>/v /n /a</c> for the part of speech.</summary>
/// <remarks>A verb phrase is governed by its first word, any other by its last.</remarks>
public sealed record Phrase(ImmutableArray<string> Words, PhraseClass Class)
{
    public const string Gap = "...";
    public const int LongestGap = 5;

    /// <summary>Reads "set ... on fire/v".</summary>
    /// <returns>Null when nothing is left to match, or the phrase begins or ends with a gap.</returns>
    public static Phrase? Parse(string text)
    {
        var kind = PhraseClass.Any;
        if (text.Length > 2 && text[^2] == '/')
        {
            PhraseClass? found = text[^1] switch { 'v' => PhraseClass.Verb, 'n' => PhraseClass.Noun, 'a' => PhraseClass.Adjective, _ => null };
            if (found is null) return null;
            (kind, text) = (found.Value, text[..^2]);
        }
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0] == Gap || words[^1] == Gap) return null;
        return new([.. words], kind);
    }

    /// <summary>Where the phrase ends when it begins at token <paramref name="at"/>; -1 when it does not stand there.</summary>
    /// <param name="end">First token that may not be used.</param>
    public int MatchAt(ReadOnlySpan<Token> tokens, int at, int end)
    {
        if (!Is(tokens[at], Words[0])) return -1;
        var t = at + 1;
        for (var w = 1; w < Words.Length; w++)
        {
            if (Words[w] == Gap)
            {
                w++;
                var last = Math.Min(end, t + LongestGap + 1);
                while (t < last && !Is(tokens[t], Words[w])) t++;
                if (t == last) return -1;
                t++;
                continue;
            }
            if (t < end && tokens[t].Lower == "-") t++;
            if (t >= end || !Is(tokens[t], Words[w])) return -1;
            t++;
        }
        return t;
    }

    private static bool Is(in Token token, string word) => token.Lemma == word || token.Lower == word;
}

/// <summary>Phrases by their first word, each with what it stands for.</summary>
public sealed class PhraseTable<T>
{
    private static readonly List<(Phrase Phrase, T Value)> None = [];

    private readonly Dictionary<string, List<(Phrase Phrase, T Value)>> _byFirst = new(StringComparer.Ordinal);

    private readonly WordLooks _looks = new();

    /// <summary>Adds a phrase; one with a hyphen is also found where the hyphen is a word of its own or a space.</summary>
    public void Add(Phrase phrase, T value)
    {
        AddAs(phrase, value);
        if (!phrase.Words.Any(w => w.Length > 2 && w.Contains('-', StringComparison.Ordinal))) return;
        var parts = phrase.Words.SelectMany(w => w == Phrase.Gap ? [w] : w.Split('-', StringSplitOptions.RemoveEmptyEntries));
        AddAs(phrase with { Words = [.. parts] }, value);
    }

    private void AddAs(Phrase phrase, T value)
    {
        if (!_byFirst.TryGetValue(phrase.Words[0], out var list)) _byFirst.Add(phrase.Words[0], list = []);
        list.Add((phrase, value));
        _looks.Add(phrase.Words[0]);
    }

    /// <summary>Phrases that begin with a word; empty for nearly all words. Not to be changed.</summary>
    public List<(Phrase Phrase, T Value)> Beginning(string word) => _looks.MayHold(word) && _byFirst.TryGetValue(word, out var list) ? list : None;
}
