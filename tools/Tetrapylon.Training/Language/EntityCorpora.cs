using System.Text.Json;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Coded;

namespace Tetrapylon.Training.Language;

/// <summary>A sentence with the label of each word; <see cref="Unknown"/> and <see cref="NoName"/> where nobody said, or not all.</summary>
internal sealed record LabelledSentence(Word[] Words, byte[] Labels)
{
    /// <summary>What document it is of, among those of its corpus.</summary>
    public int Document { get; init; }

    public const byte Unknown = 255;

    /// <summary>No person, organization or place; a time or a weapon it may be, which the corpus does not mark.</summary>
    public const byte NoName = 254;

    public void Mark(int first, int end, EntityKind kind)
    {
        var begin = EntityFinder.Begin(kind);
        for (var i = first; i < end; i++) Labels[i] = (byte)(i == first ? begin : begin + 1);
    }
}

/// <summary>Reads corpora with named entities and brings them to one convention: names without articles, titles and common nouns.</summary>
internal sealed class EntityCorpora(Lexicon lexicon, Tokenizer tokenizer, SentenceSplitter splitter, Tagger tagger, Titles titles, NameConvention convention)
{
    public static EntityCorpora Load(DataFolder data, Lexicon lexicon, Tagger tagger) =>
        new(lexicon, new(new TokenRules(data), lexicon), SentenceSplitter.Load(ModelFolder.File("sentences.bin")), tagger, new(data), new(data));

    /// <summary>Sentences whose names people marked; nothing that is held out.</summary>
    public IEnumerable<LabelledSentence> Marked(string corpora)
    {
        string In(params string[] names) => Path.Combine([corpora, "corpora", .. names]);
        return
        [
            .. Gum(Treebank.Read(In("ud", "en_gum-open-train.conllu"))),
            .. Columns(In("ner", "wikigold.conllu"), 1, 2, number => !EntityScores.IsHeldOut(number)),
            .. Re3d(In("ner", "re3d"), number => !EntityScores.IsHeldOut(number)),
            .. Columns(In("ner", "uner_ewt_dev.iob2"), 1, 2, number => !EntityScores.IsHeldOut(number)),
            .. Columns(In("ner", "wnut17train.conll"), 0, 1, number => !EntityScores.IsHeldOut(number)),
        ];
    }

    /// <summary>A file of words and labels in columns (B-PER, I-PER, O), sentences parted by empty lines.</summary>
    /// <param name="form">Which column has the words. Where it is the first, each sentence is a document.</param>
    /// <param name="of">Which documents, by number.</param>
    public IEnumerable<LabelledSentence> Columns(string path, int form, int label, Func<int, bool> of)
    {
        var (words, labels, document) = (new List<Word>(), new List<byte>(), 0);
        foreach (var line in File.ReadLines(path).Append(""))
        {
            var cells = line.Split('\t');
            if (line.StartsWith("# newdoc", StringComparison.Ordinal) || cells.Length > label && cells[form] == "-DOCSTART-") document++;
            else if (line.StartsWith("# ", StringComparison.Ordinal)) continue;
            else if (cells.Length <= label || cells[label].Length == 0)
            {
                if (words.Count > 0 && of(document)) yield return convention.Settle(new([.. words], [.. labels]) { Document = document });
                words.Clear();
                labels.Clear();
                if (form == 0) document++;
            }
            else
            {
                words.Add(lexicon.Of(cells[form]));
                EntityKind? kind = cells[label][Math.Min(2, cells[label].Length)..] switch
                {
                    "PER" or "person" => EntityKind.Person,
                    "ORG" or "corporation" or "group" => EntityKind.Organization,
                    "LOC" or "location" => EntityKind.Location,
                    _ => null,
                };
                var continues = cells[label][0] == 'I' && labels.Count > 0 && labels[^1] < LabelledSentence.NoName && kind is { } k && (labels[^1] + 1) / 2 == (EntityFinder.Begin(k) + 1) / 2;
                labels.Add(kind is null ? LabelledSentence.NoName : (byte)(EntityFinder.Begin(kind.Value) + (continues ? 1 : 0)));
            }
        }
    }

    /// <summary>The named persons, organizations and places, and the times, of a treebank of the GUM family.</summary>
    public IEnumerable<LabelledSentence> Gum(IReadOnlyList<TreeSentence> sentences)
    {
        var mentions = new GumMentions(titles);
        var (document, last) = (0, "");
        foreach (var sentence in sentences)
        {
            var id = sentence.Id[..Math.Max(0, sentence.Id.LastIndexOf('-'))];
            if (id != last) (document, last) = (document + 1, id);
            yield return convention.Settle(mentions.Label(sentence, [.. sentence.Words.Select(w => lexicon.Of(w.Form))]) with { Document = document });
        }
    }

    /// <summary>Documents of re3d of which <paramref name="of"/> says yes, by number.</summary>
    public IEnumerable<LabelledSentence> Re3d(string folder, Func<int, bool> of)
    {
        var number = 0;
        foreach (var source in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var spans = File.ReadLines(Path.Combine(source, "entities.json")).Select(l => JsonDocument.Parse(l).RootElement)
                .ToLookup(e => e.GetProperty("documentId").GetString()!, e => (Start: e.GetProperty("begin").GetInt32(), End: e.GetProperty("end").GetInt32(), Type: e.GetProperty("type").GetString()!, Sure: e.GetProperty("confidence").GetDouble() > 0), StringComparer.Ordinal);
            foreach (var line in File.ReadLines(Path.Combine(source, "documents.json")))
            {
                var document = JsonDocument.Parse(line).RootElement;
                if (!of(number++)) continue;
                var marks = spans[document.GetProperty("_id").GetString()!].OrderByDescending(s => s.Sure).ThenByDescending(s => s.End - s.Start).ThenBy(s => s.Start).ThenBy(s => s.Type, StringComparer.Ordinal).ToArray();
                foreach (var (sentence, tokens) in Sentences(document.GetProperty("text").GetString()!))
                {
                    var (tags, left) = (Proper(sentence.Words), new List<(int First, int End)>());
                    foreach (var (start, end, type, sure) in marks)
                    {
                        EntityKind? kind = type switch
                        {
                            "Person" => EntityKind.Person,
                            "Organisation" => EntityKind.Organization,
                            "Location" => EntityKind.Location,
                            "Temporal" => EntityKind.Time,
                            "Weapon" or "MilitaryPlatform" => EntityKind.Weapon,
                            _ => null,
                        };
                        var first = Array.FindIndex(tokens, t => t.Start >= start && t.Start < end);
                        var last = Array.FindLastIndex(tokens, t => t.End <= end && t.End > start);
                        if (kind is not { } k || first < 0 || last < first) continue;
                        var (from, to) = (first, last + 1);
                        while (first < last && sentence.Words[first].Lower is "the" or "a" or "an") first++;
                        if (k == EntityKind.Person) first = titles.After(sentence.Words, first, last + 1, leading: false);
                        // Marks no person has confirmed are often wrong ("carry", a person).
                        var named = sure && first <= last && (k is EntityKind.Time or EntityKind.Weapon || tags.AsSpan(first, last + 1 - first).Contains(true) && !titles.IsMember(sentence.Words[first]))
                            // A person marked within a person is the name without what he is.
                            && (k != EntityKind.Person || tags[last] && !marks.Any(m => m.Sure && m.Type == type && m.End == end && m.Start > tokens[first].Start))
                            && IsName(sentence.Words.AsSpan(first, last + 1 - first), k);
                        if (named && Free(sentence.Labels, first, last + 1)) sentence.Mark(first, last + 1, k);
                        else if (!named) left.Add((from, to));
                    }
                    foreach (var (from, to) in left)
                        for (var i = from; i < to; i++)
                            if (sentence.Labels[i] == EntityFinder.Outside && tags[i]) sentence.Labels[i] = LabelledSentence.Unknown;
                    yield return convention.Settle(sentence with { Document = number });
                }
            }
        }
    }

    /// <summary>Sentences of reports coded by hand, with the places that happenings were coded at; their other names as a teacher tells them.</summary>
    public IReadOnlyList<LabelledSentence> Coded(string corpora, Func<IReadOnlyList<Word[]>, byte[][]> teacher)
    {
        var (sentences, places, reader) = (new List<(Word[] Words, RawToken[] Tokens, string Text)>(), new List<HashSet<string>>(), Reader.Load(DataFolder.Shipped()));
        foreach (var report in CodedReports.Trained.SelectMany(set => CodedReports.Read(corpora, set, reader)))
        {
            var named = report.Events.EnumerateArray().Select(e => e.GetProperty("place").GetString()).OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var (sentence, tokens) in Sentences(report.Report.Text))
            {
                sentences.Add((sentence.Words, tokens, report.Report.Text));
                places.Add(named);
            }
        }
        var labels = teacher([.. sentences.Select(s => s.Words)]);
        return [.. sentences.Select((s, i) => WithPlaces(new(s.Words, labels[i]), s.Tokens, s.Text, places[i]))];
    }

    private static LabelledSentence WithPlaces(LabelledSentence sentence, RawToken[] tokens, string text, HashSet<string> places)
    {
        for (var first = 0; first < tokens.Length; first++)
            foreach (var place in places)
            {
                if (string.CompareOrdinal(text, tokens[first].Start, place, 0, place.Length) != 0) continue;
                var last = Array.FindIndex(tokens, first, t => t.End == tokens[first].Start + place.Length);
                if (last < 0 || !sentence.Words[first].Capitalized) continue;
                var (labels, end) = (sentence.Labels, last + 1);
                bool GoesOn(int at) => at < labels.Length && labels[at] < LabelledSentence.NoName && labels[at] != EntityFinder.Outside && labels[at] % 2 == 0;
                // Part of a longer name: the teacher knows better.
                if (GoesOn(first) || GoesOn(end)) continue;
                sentence.Mark(first, end, EntityKind.Location);
            }
        return sentence;
    }

    private static bool Free(byte[] labels, int first, int end) => !labels.AsSpan(first, end - first).ContainsAnyExcept((byte)EntityFinder.Outside);

    private static bool IsName(ReadOnlySpan<Word> words, EntityKind kind)
    {
        if (words.Length is 0 or > 6) return false;
        if (kind is EntityKind.Time or EntityKind.Weapon) return words.Length <= 4;
        bool Stands(Word word) => word.Capitalized || char.IsAsciiDigit(word.Form[0]);
        if (!Stands(words[0]) || !Stands(words[^1])) return false;
        foreach (var word in words)
            if (!Stands(word) && word.Lower is not ("of" or "for" or "and" or "the" or "-" or "al" or "el" or "ez" or "ash" or "as" or "at" or "de" or "in")) return false;
        return true;
    }

    /// <summary>By word: is it a proper noun?</summary>
    private bool[] Proper(Word[] words)
    {
        var tags = new byte[words.Length];
        tagger.Tag(words, tags);
        return [.. tags.Select(t => tagger.Tags.UposOf(t) == Upos.PROPN)];
    }

    private IEnumerable<(LabelledSentence Sentence, RawToken[] Tokens)> Sentences(string text)
    {
        foreach (var (start, end) in Lines(text))
        {
            var (raw, ends) = (new RawTokens(), new List<int>());
            tokenizer.Cut(text, start, end, raw);
            splitter.Split(raw, 0, ends);
            var first = 0;
            foreach (var stop in ends)
            {
                var tokens = new RawToken[stop - first];
                for (var i = first; i < stop; i++) tokens[i - first] = raw[i];
                first = stop;
                yield return (new([.. tokens.Select(t => t.Word)], new byte[tokens.Length]), tokens);
            }
        }
    }

    private static IEnumerable<(int Start, int End)> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            if (end > start) yield return (start, end);
            start = end + 1;
        }
    }
}
