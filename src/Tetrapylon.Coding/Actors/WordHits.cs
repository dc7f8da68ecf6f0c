using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>A known name or role noun over tokens [First, End).</summary>
internal readonly record struct Hit(int First, int End, int Slot, bool IsName);

/// <summary>What the dictionary and the role lexicon know in one document: per token, the name that covers it and the role noun that ends at it.</summary>
internal sealed class WordHits
{
    private readonly int[] _nameAt;
    private readonly int[] _roleEnding;
    private readonly bool[] _hyphen;
    private readonly List<Hit> _hits = [];

    private WordHits(int tokens)
    {
        _nameAt = new int[tokens];
        _roleEnding = new int[tokens];
        _hyphen = new bool[tokens];
        Array.Fill(_nameAt, -1);
        Array.Fill(_roleEnding, -1);
    }

    /// <summary>True when the text has no capitals to go by.</summary>
    public bool LowerCase { get; private init; }

    public Hit? NameAt(int token) => _nameAt[token] < 0 ? null : _hits[_nameAt[token]];

    public Hit? RoleEndingAt(int token) => _roleEnding[token] < 0 ? null : _hits[_roleEnding[token]];

    /// <summary>True for a word that only tells of backing or make: "Turkish-backed".</summary>
    public bool TiedByHyphen(int token) => _hyphen[token];

    public static WordHits Of(Document document, ActorDictionary actors, RoleLexicon roles)
    {
        var found = new WordHits(document.Tokens.Length) { LowerCase = !HasCapitals(document) };
        // Plain words of every token, for names with hyphens, apostrophes and full stops inside.
        var words = new List<string>(document.Tokens.Length + 16);
        var first = new int[document.Tokens.Length + 1];
        for (var t = 0; t < document.Tokens.Length; t++)
        {
            first[t] = words.Count;
            PhraseTrie.Cut(document.Tokens[t].Lower, words);
        }
        first[^1] = words.Count;
        for (var t = 0; t + 1 < document.Tokens.Length; t++)
            found._hyphen[t] = document.Tokens[t + 1].Lower.StartsWith('-') && !document.Tokens[t].SpaceAfter;

        foreach (var sentence in document.Sentences)
        {
            for (var t = sentence.First; t < sentence.End; t++)
            {
                if (first[t] == first[t + 1]) continue;
                if (found._nameAt[t] < 0) found.Names(document, actors, words, first, t, sentence.End);
                found.Roles(document, roles, words, first, t, sentence.End);
            }
        }
        return found;
    }

    private void Names(Document document, ActorDictionary actors, List<string> words, int[] first, int t, int end)
    {
        var trie = actors.Trie;
        var node = -1;
        var (best, bestEnd) = (-1, -1);
        for (var i = t; i < end; i++)
        {
            if (first[i] == first[i + 1])
            {
                if (document.Tokens[i].Lower is "(" or ")" or ";" or ":") break;
                continue; // a hyphen or full stop inside a name
            }
            for (var w = first[i]; w < first[i + 1]; w++)
                if ((node = trie.Step(node, words[w])) < 0) break;
            if (node < 0) break;
            if (trie.Values(node) is var slot && slot >= 0 && Fits(document, actors, slot, t, i + 1)) (best, bestEnd) = (slot, i + 1);
        }
        if (best < 0) return;
        Array.Fill(_nameAt, _hits.Count, t, bestEnd - t);
        _hits.Add(new(t, bestEnd, best, true));
    }

    private void Roles(Document document, RoleLexicon roles, List<string> words, int[] first, int t, int end)
    {
        var trie = roles.Trie;
        var node = -1;
        for (var i = t; i < end; i++)
        {
            if (first[i] == first[i + 1])
            {
                if (document.Tokens[i].Lower is "-") continue;
                break;
            }
            var before = node;
            for (var w = first[i]; w < first[i + 1]; w++)
                if ((node = trie.Step(node, words[w])) < 0) break;
            var slot = node >= 0 ? trie.Values(node) : -1;
            if (slot < 0)
            {
                // "gunmen", "embassies": the last word may stand in its dictionary form.
                var lemma = trie.Step(before, document.Tokens[i].Lemma);
                if (lemma >= 0) slot = trie.Values(lemma);
            }
            if (slot >= 0 && (_roleEnding[i] < 0 || _hits[_roleEnding[i]].First > t))
            {
                _roleEnding[i] = _hits.Count;
                _hits.Add(new(t, i + 1, slot, false));
            }
            if (node < 0) break;
        }
    }

    private bool Fits(Document document, ActorDictionary actors, int slot, int first, int end)
    {
        for (; slot >= 0;)
        {
            var (value, next) = actors.Trie.Next(slot);
            if (Fits(document, actors.Names[value], first, end)) return true;
            slot = next;
        }
        return false;
    }

    private bool Fits(Document document, ActorName name, int first, int end)
    {
        // "Castro" is not the one of the dictionary in "Mauricio Castro".
        if (name.Actor.Kind == ActorKind.Individual && end - first == 1 && (PartOfName(document, first, first - 1) || PartOfName(document, first, end))) return false;
        if (name.Exact || !LowerCase && name.IsAcronym)
        {
            var text = document.SpanOf(first, end).Of(document.Text);
            var dots = text.Contains('.');
            foreach (var c in text)
                if (char.IsLower(c) && !dots) return false;
            return true;
        }
        // Without capitals "let" is a verb before it is a group.
        if (LowerCase) return (name.Text.Length > 2 || name.Country is not null) && !(end - first == 1 && document.Tokens[first].Upos is not (Upos.PROPN or Upos.NOUN or Upos.X or Upos.ADJ));
        for (var t = first; t < end; t++)
            if (document.Tokens[t].Capitalized) return true;
        return !char.IsUpper(name.Text[0]);
    }

    private static bool PartOfName(Document document, int name, int beside)
    {
        if (beside < 0 || beside >= document.Tokens.Length || document.SentenceOf(beside) != document.SentenceOf(name)) return false;
        var token = document.Tokens[beside];
        return token.Upos == Upos.PROPN && char.IsLetter(token.Lower[0]) && token.Lower.Length > 1 && (token.Relation == Relation.Flat || document.Tokens[name].Relation == Relation.Flat);
    }

    private static bool HasCapitals(Document document)
    {
        foreach (var token in document.Tokens)
            if (token.Capitalized) return true;
        return false;
    }
}
