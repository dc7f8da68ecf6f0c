using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>What all corpora are to mean by a name: it has no article, a country's name is a place whoever acts, and a word for a people is no name.</summary>
internal sealed class NameConvention
{
    private readonly HashSet<string> _countries = new(StringComparer.Ordinal), _peoples = new(StringComparer.Ordinal);

    public NameConvention(DataFolder data)
    {
        var problems = new DataProblems();
        var tables = OwnTables.Read(data, problems);
        problems.ThrowIfAny();
        foreach (var country in tables.Countries)
        {
            foreach (var name in country.Names.Append(country.Name)) _ = _countries.Add(Plain(name));
            foreach (var word in country.Adjectives) _ = _peoples.Add(Plain(word));
        }
        foreach (var demonym in tables.Demonyms) _ = _peoples.Add(Plain(demonym.Word));
        _peoples.ExceptWith(_countries);
    }

    /// <summary>The sentence with its names by this convention.</summary>
    public LabelledSentence Settle(LabelledSentence sentence)
    {
        var (words, labels) = (sentence.Words, sentence.Labels);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= LabelledSentence.NoName || labels[i] % 2 != 1) continue;
            var (first, end, kind) = (i, i + 1, EntityFinder.Kinds[labels[i] / 2]);
            while (end < labels.Length && labels[end] == labels[i] + 1) end++;
            i = end - 1;
            if (kind is not (EntityKind.Person or EntityKind.Organization or EntityKind.Location)) continue;
            while (first < end - 1 && words[first].Lower is "the" or "a" or "an") labels[first++] = EntityFinder.Outside;
            var name = Joined(words.AsSpan(first, end - first));
            if (_peoples.Contains(name)) labels[first] = EntityFinder.Outside;
            else sentence.Mark(first, end, _countries.Contains(name) ? EntityKind.Location : kind);
        }
        return sentence;
    }

    private static string Plain(string name) => Lexicon.Plain(name).Replace(".", "", StringComparison.Ordinal);

    private static string Joined(ReadOnlySpan<Word> words)
    {
        var text = words[0].Lower;
        foreach (var word in words[1..]) text += " " + word.Lower;
        return text.Replace(".", "", StringComparison.Ordinal);
    }
}
