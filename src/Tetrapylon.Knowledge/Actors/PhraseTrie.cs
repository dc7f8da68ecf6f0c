using System.Globalization;
using System.Text;
using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.Knowledge.Actors;

/// <summary>Phrases as paths of plain words, for the longest match over a text's words. Read-only once built.</summary>
/// <remarks>
/// Names are compared by their letters and digits alone: hyphens and apostrophes part words, full stops vanish, accents are
/// folded. So "Al-Shabaab" meets "al Shabaab", and "U.S." meets "US".
/// </remarks>
public sealed class PhraseTrie
{
    private readonly Dictionary<string, int> _roots = new(StringComparer.Ordinal);
    private readonly WordLooks _begins = new();
    private readonly Dictionary<(int Node, string Word), int> _steps = new(new ByStep());
    private readonly List<int> _firstValue = [];
    private readonly List<(int Value, int Next)> _values = [];

    /// <summary>Notes a phrase; one phrase may carry several values, kept in the order they came.</summary>
    public void Add(string phrase, int value)
    {
        var words = new List<string>(4);
        Cut(phrase, words);
        Add(words, value);
    }

    public void Add(IReadOnlyList<string> words, int value)
    {
        if (words.Count == 0) return;
        var node = -1;
        foreach (var word in words)
        {
            var next = Step(node, word);
            if (next < 0)
            {
                next = _firstValue.Count;
                _firstValue.Add(-1);
                if (node >= 0) _steps.Add((node, word), next);
                else
                {
                    _roots.Add(word, next);
                    _begins.Add(word);
                }
            }
            node = next;
        }
        var slot = _firstValue[node];
        if (slot < 0) _firstValue[node] = _values.Count;
        else
        {
            for (; ; slot = _values[slot].Next)
            {
                if (_values[slot].Value == value) return;
                if (_values[slot].Next < 0) break;
            }
            _values[slot] = (_values[slot].Value, _values.Count);
        }
        _values.Add((value, -1));
    }

    /// <summary>The node after one more word; -1 when no phrase goes on so. The start is node -1.</summary>
    public int Step(int node, string word) =>
        node < 0 ? _begins.MayHold(word) && _roots.TryGetValue(word, out var root) ? root : -1 : _steps.TryGetValue((node, word), out var next) ? next : -1;

    /// <summary>The first value slot of a node; -1 when no phrase ends there. Walk on with <see cref="Next"/>.</summary>
    public int Values(int node) => _firstValue[node];

    public (int Value, int Next) Next(int slot) => _values[slot];

    /// <summary>Cuts a name into the plain words it is compared by.</summary>
    public static void Cut(string text, List<string> words)
    {
        var plain = IsPlain(text);
        if (plain && text.Length > 0) { words.Add(text); return; }
        var folded = Fold(text);
        var word = new StringBuilder();
        foreach (var c in folded)
            if (char.IsLetterOrDigit(c)) word.Append(char.ToLowerInvariant(c));
            else if (c != '.' && word.Length > 0) { words.Add(word.ToString()); word.Clear(); }
        if (word.Length > 0) words.Add(word.ToString());
    }

    // Words are short, and strangers do not choose those that are kept: a plain hash is quicker than a guarded one.
    private sealed class ByStep : IEqualityComparer<(int Node, string Word)>
    {
        public bool Equals((int Node, string Word) a, (int Node, string Word) b) => a.Node == b.Node && a.Word == b.Word;

        public int GetHashCode((int Node, string Word) step)
        {
            var hash = (uint)step.Node * 0x9E3779B1;
            foreach (var c in step.Word) hash = (hash ^ c) * 16777619;
            return (int)(hash ^ hash >> 15);
        }
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9'))) return false;
        return true;
    }

    private static string Fold(string text)
    {
        var ascii = true;
        foreach (var c in text)
            if (c > 127) { ascii = false; break; }
        if (ascii) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                kept.Append(c switch { 'ı' => 'i', 'ø' => 'o', 'Ø' => 'O', 'ł' => 'l', 'Ł' => 'L', 'đ' => 'd', 'Đ' => 'D', _ => c });
        return kept.ToString();
    }
}
