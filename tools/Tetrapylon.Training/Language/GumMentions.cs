using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>Reads the mentions of a treebank of the GUM family as names without articles and titles.</summary>
internal sealed class GumMentions(Titles titles)
{
    private const int Longest = 10;

    /// <summary>A sentence with its names and times. Proper nouns within a mention that is no name itself ("the Anadan council's head") stay unknown.</summary>
    public LabelledSentence Label(TreeSentence sentence, Word[] words)
    {
        var found = new LabelledSentence(words, new byte[words.Length]);
        var spans = Spans(sentence).OrderByDescending(s => s.End - s.First).ThenBy(s => s.First).ToArray();
        foreach (var span in spans)
        {
            var (first, end) = Trimmed(sentence.Words, span.First, span.End);
            if (span.Kind == EntityKind.Person) first = titles.After(words, first, end, leading: true);
            if (first < end && found.Labels[first] == 0 && (span.Kind == EntityKind.Time ? IsTime(sentence.Words, first, end) : IsName(sentence.Words, first, end, span.Named))) found.Mark(first, end, span.Kind);
        }
        foreach (var (first, end, kind, _) in spans)
            for (var i = first; i < end && kind != EntityKind.Time; i++)
                if (found.Labels[i] == 0 && IsProper(sentence.Words[i])) found.Labels[i] = LabelledSentence.Unknown;
        return found;
    }

    /// <summary>Without what stands before and after a name: articles, possessives, what follows a comma.</summary>
    private static (int First, int End) Trimmed(IReadOnlyList<TreeWord> words, int first, int end)
    {
        while (first < end && words[first].Upos is "DET" or "PUNCT") first++;
        var to = first;
        while (to < end && words[to].Form is not ("," or "(")) to++;
        while (to > first && words[to - 1].Upos is "PART" or "PUNCT") to--;
        return (first, to);
    }

    private static bool IsTime(IReadOnlyList<TreeWord> words, int first, int end)
    {
        if (end - first > 4) return false;
        for (var i = first; i < end; i++)
            if (words[i].Upos is "NUM" or "PROPN") return true;
        return false;
    }

    /// <param name="linked">Is it known by a name in an encyclopedia?</param>
    private static bool IsName(IReadOnlyList<TreeWord> words, int first, int end, bool linked)
    {
        if (end - first > Longest || !IsPart(words[first], linked) || !IsPart(words[end - 1], linked)) return false;
        var proper = false;
        for (var i = first; i < end; i++)
        {
            proper |= IsProper(words[i]);
            if (!IsPart(words[i], linked) && words[i].Upos is not ("ADP" or "PUNCT" or "NUM") && !(linked && words[i].Upos is "DET" or "CCONJ" or "PART")) return false;
        }
        return proper;
    }

    private static bool IsPart(TreeWord word, bool linked) => char.IsUpper(word.Form[0]) && (linked || IsProper(word));

    // In these treebanks "United" of a name is a verb by its part of speech; that it is part of a name the finer tag says.
    private static bool IsProper(TreeWord word) => word.Upos == "PROPN" || word.Xpos is "NNP" or "NNPS";

    /// <summary>Mentions in the brackets of the last column: "(12-place-...-Name" opens, "12)" closes, "(12-place-...)" is one word.</summary>
    private static IEnumerable<(int First, int End, EntityKind Kind, bool Named)> Spans(TreeSentence sentence)
    {
        var open = new List<(string Id, int First, string Type, bool Named)>();
        for (var i = 0; i < sentence.Words.Count; i++)
        {
            var misc = sentence.Words[i].Misc.Split('|').FirstOrDefault(m => m.StartsWith("Entity=", StringComparison.Ordinal));
            if (misc is null) continue;
            foreach (var part in System.Text.RegularExpressions.Regex.Matches(misc[7..], @"\([^()]+\)?|[^()]+\)").Select(m => m.Value))
            {
                var cells = part.Trim('(', ')').Split('-');
                if (part[0] == '(')
                    open.Add((cells[0], i, cells.Length > 1 ? cells[1] : "", cells.Length > 6 && cells[^1].Length > 0 && char.IsUpper(cells[^1][0])));
                if (part[^1] != ')') continue;
                var at = open.FindLastIndex(o => o.Id == cells[0]);
                if (at < 0) continue;
                var (_, first, type, named) = open[at];
                open.RemoveAt(at);
                if (type switch { "person" => EntityKind.Person, "organization" => EntityKind.Organization, "place" => EntityKind.Location, "time" => EntityKind.Time, _ => (EntityKind?)null } is { } kind)
                    yield return (first, i + 1, kind, named);
            }
        }
    }
}
