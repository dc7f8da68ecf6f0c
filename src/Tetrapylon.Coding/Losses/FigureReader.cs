using Tetrapylon.Coding.Numbers;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

/// <summary>A count of people as told: "at least 12", "between 10 and 15", "dozens", "no".</summary>
internal readonly record struct Figure(int First, int End, int Low, int Best, int High)
{
    public bool Unknown => Best < 0;
}

/// <summary>Finds the counts of a sentence, in numerals, in words and in rough words.</summary>
internal sealed class FigureReader(LossWords words, NumberReader numbers)
{
    private const double Most = 50_000_000;

    /// <summary>Counts in text order; <paramref name="atoms"/> is scratch.</summary>
    public void Read(Document document, Sentence sentence, List<Atom> atoms, List<Figure> figures)
    {
        atoms.Clear();
        figures.Clear();
        Atom.Cut(document, sentence.First, sentence.End, atoms);
        for (var i = 0; i < atoms.Count; i++)
        {
            var token = document.Tokens[atoms[i].Token];
            if (words.Rough.TryGetValue(token.Lower, out var rough))
            {
                // "hundreds of thousands", "a few hundred", "several dozen"
                var end = i + 1;
                while (end < atoms.Count && ScaleAfter(document, atoms[end]) is > 0 and var scale) (rough, end) = (rough * scale, end + 1);
                if (end + 1 < atoms.Count && document.Tokens[atoms[end].Token].Lower == "of" && words.Rough.TryGetValue(document.Tokens[atoms[end + 1].Token].Lower, out var outer) && outer >= 200)
                    (rough, end) = (rough * (outer / 2), end + 2);
                figures.Add(new(atoms[i].Token, atoms[end - 1].Token + 1, rough, rough, rough));
                i = end - 1;
                continue;
            }
            if (words.None.Contains(token.Lower))
            {
                // "no one" is one word in two
                var end = i + 1 < atoms.Count && numbers.TryRead(atoms, i + 1, out var one) && one is { Value: 1, Ordinal: false } ? i + 2 : i + 1;
                figures.Add(new(atoms[i].Token, atoms[end - 1].Token + 1, 0, 0, 0));
                i = end - 1;
                continue;
            }
            if (!numbers.TryRead(atoms, i, out var number) || number.Ordinal) continue;
            var last = i + number.Atoms - 1;
            if (!IsCount(document, atoms, i, last, number)) { i = last; continue; }
            var (low, high) = ((int)number.Value, (int)number.Value);
            // 10-15, 10 to 15, between 10 and 15
            if (last + 2 < atoms.Count && numbers.TryRead(atoms, last + 2, out var upper) && !upper.Ordinal && upper.Value > number.Value && upper.Value < Most && JoinsRange(document, atoms, i, last + 1))
            {
                last += 1 + upper.Atoms;
                high = (int)upper.Value;
            }
            figures.Add(new(atoms[i].Token, atoms[last].Token + 1, low, low == high ? low : (int)(((long)low + high) / 2), high));
            i = last;
        }
    }

    private static int ScaleAfter(Document document, in Atom atom) => document.Tokens[atom.Token].Lower switch { "dozen" => 12, "hundred" => 100, "thousand" => 1000, _ => 0 };

    private bool JoinsRange(Document document, List<Atom> atoms, int first, int join)
    {
        var word = document.Tokens[atoms[join].Token].Lower;
        if (word is "-" or "to" or "or") return word != "or" || atoms[join].Token == atoms[join - 1].Token + 1;
        return word == "and" && first > 0 && document.Tokens[atoms[first - 1].Token].Lower == "between";
    }

    // Years, ages, money, days of the month, hours and calibres count nobody.
    private bool IsCount(Document document, List<Atom> atoms, int first, int last, in Number number)
    {
        if (number.Value > Most || number.Value != Math.Truncate(number.Value)) return false;
        if (number.Digits == 4 && number.Value is >= 1900 and < 2040
            && (last + 1 >= atoms.Count || (document.Tokens[atoms[last + 1].Token].Morph & Morph.Plural) == 0 || first > 0 && document.Tokens[atoms[first - 1].Token].Lower is "in" or "since" or "-")) return false;
        if (first > 0 && number.Digits is 1 or 2 && words.Months.Contains(document.Tokens[atoms[first - 1].Token].Lower)) return false;
        if (number.Digits is 1 or 2 && last + 1 < atoms.Count && atoms[last + 1].Capital && words.Months.Contains(document.Tokens[atoms[last + 1].Token].Lower)) return false;
        if (first > 0 && (atoms[first - 1].Is('$') || atoms[first - 1].Is('€') || atoms[first - 1].Is('£') || atoms[first - 1].Is('.') && atoms[first - 1].Glued && atoms[first].Glued || atoms[first].Glued && atoms[first - 1].Kind == AtomKind.Letters)) return false;
        if (first > 0 && atoms[first].Glued && atoms[first - 1].Is('-') && first > 1 && atoms[first - 1].Glued && atoms[first - 2].Kind == AtomKind.Letters) return false;
        if (last + 1 < atoms.Count)
        {
            var next = atoms[last + 1];
            if (next.Is('%') || next.Is('/') || next.Is(':') && next.Glued || next.Glued && (next.Kind == AtomKind.Letters || next.Is('-') && !(last + 2 < atoms.Count && atoms[last + 2].Kind == AtomKind.Digits))) return false;
        }
        return true;
    }
}
