using Part = Tetrapylon.Coding.Numbers.NumberWords.Part;

namespace Tetrapylon.Coding.Numbers;

/// <summary>A number found in the text.</summary>
/// <param name="Atoms">How many atoms it takes.</param>
/// <param name="Digits">Length of its only run of digits; 0 when it has marks between digits or is in words.</param>
/// <param name="IsYear">Told as years are told in words ("nineteen ninety-six", "two thousand").</param>
public readonly record struct Number(double Value, int Atoms, int Digits, bool Ordinal, bool IsYear);

/// <summary>Reads numbers in numerals and words out of atoms.</summary>
public sealed class NumberReader(NumberWords words)
{
    /// <summary>The longest number that starts at an atom.</summary>
    /// <returns>False when none does.</returns>
    public bool TryRead(List<Atom> atoms, int at, out Number number)
    {
        number = default;
        var atom = atoms[at];
        return atom.Kind switch
        {
            AtomKind.Digits => Numerals(atoms, at, out number),
            AtomKind.Letters => InWords(atoms, at, out number),
            _ => false,
        };
    }

    private bool Numerals(List<Atom> atoms, int at, out Number number)
    {
        number = default;
        var first = atoms[at];
        if (first.Number < 0) return false;
        double value = first.Number;
        var i = at + 1;
        var digits = first.Length;

        // 1,500 and 12,000,000
        while (first.Length <= 3 && i + 1 < atoms.Count && atoms[i].Is(',') && atoms[i].Glued
               && atoms[i + 1] is { Kind: AtomKind.Digits, Length: 3, Glued: true } && (i + 2 >= atoms.Count || atoms[i + 2].Kind != AtomKind.Digits || !atoms[i + 2].Glued))
            (value, i, digits) = (value * 1000 + atoms[i + 1].Number, i + 2, 0);

        if (digits == first.Length && i < atoms.Count && atoms[i].Glued && words.Of(atoms[i].Lower).Part == Part.Suffix)
        {
            number = new(value, 2, first.Length, Ordinal: true, IsYear: false);
            return true;
        }
        // 2.5
        if (i + 1 < atoms.Count && atoms[i].Is('.') && atoms[i].Glued && atoms[i + 1] is { Kind: AtomKind.Digits, Glued: true, Number: >= 0 } fraction && !(i + 2 < atoms.Count && atoms[i + 2].Is('.') && atoms[i + 2].Glued && i + 3 < atoms.Count && atoms[i + 3].Kind == AtomKind.Digits))
            (value, i, digits) = (value + fraction.Number / Math.Pow(10, fraction.Length), i + 2, 0);
        // 2 1/2
        else if (i + 2 < atoms.Count && !atoms[i].Glued && atoms[i].Number == 1 && atoms[i + 1].Is('/') && atoms[i + 2].Number is 2 or 3 or 4)
            (value, i, digits) = (value + 1.0 / atoms[i + 2].Number, i + 3, 0);
        // 1.2 million, 12 thousand; "two dozen" is read among the words
        while (i < atoms.Count && words.Of(atoms[i].Lower) is { Part: Part.Scale, Value: var scale })
            (value, i, digits) = (value * scale, i + 1, 0);
        number = new(value, i - at, digits, Ordinal: false, IsYear: false);
        return true;
    }

    private bool InWords(List<Atom> atoms, int at, out Number number)
    {
        number = default;
        double total = 0, group = 0;
        var taken = 0;
        var last = Part.None;
        double pair = 0; // for years: nineteen | ninety-six
        var isYear = false;
        for (var i = at; i < atoms.Count; i++)
        {
            var atom = atoms[i];
            if (i > at && atom.Is('-') && atom.Glued && last == Part.Tens) continue;
            var word = words.Of(atom.Lower);
            switch (word.Part)
            {
                case Part.Article when i == at && i + 1 < atoms.Count && words.Of(atoms[i + 1].Lower).Part == Part.Scale:
                    group = 1;
                    break;
                case Part.Ones or Part.Teens or Part.Tens:
                    if (last is Part.Ones or Part.Teens || last == Part.Tens && word.Part != Part.Ones)
                    {
                        // "nineteen ninety-six", "twenty sixteen": two pairs of digits tell a year
                        if (pair != 0 || total != 0 || group is < 10 or > 21 || word.Part == Part.Ones) goto done;
                        (pair, group, isYear) = (group, 0, true);
                    }
                    group += word.Value;
                    break;
                case Part.Scale:
                    if (pair != 0 || last is Part.Ordinal) goto done;
                    if (i == at && word.Value < 100) goto done;
                    if (i == at) return false; // "hundreds" and bare "hundred" are no exact numbers
                    if (word.Value < 1000) group *= word.Value;
                    else (total, group) = (total + group * word.Value, 0);
                    break;
                case Part.Ordinal:
                    if (last is Part.Ones or Part.Teens or Part.Ordinal || last == Part.Tens && word.Value > 9) goto done;
                    number = new(total + group + word.Value, i + 1 - at, 0, Ordinal: true, IsYear: false);
                    return true;
                case Part.And when last == Part.Scale && i + 1 < atoms.Count && words.Of(atoms[i + 1].Lower).Part is Part.Ones or Part.Teens or Part.Tens:
                    continue;
                default:
                    goto done;
            }
            (last, taken) = (word.Part, i + 1 - at);
        }
    done:
        if (taken == 0) return false;
        var value = pair != 0 ? pair * 100 + group : total + group;
        number = new(value, taken, 0, Ordinal: false, IsYear: isYear || value is >= 2000 and < 2100 && last != Part.Scale || value == 2000);
        return true;
    }
}
