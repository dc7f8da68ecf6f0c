using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Lemmas;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Parsing;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Language;

/// <summary>Reads a report as language: tokens, sentences, tags, lemmas, heads, entities. Thread-safe; weights are read-only and shared.</summary>
public sealed class Analyzer
{
    private readonly Lexicon _lexicon;
    private readonly Tokenizer _tokenizer;
    private readonly SentenceSplitter _splitter;
    private readonly Tagger _tagger;
    private readonly Lemmatizer _lemmatizer;
    private readonly EntityFinder _entities;
    private readonly Network _network;
    private readonly ConcurrentBag<Scratch> _scratch = [];

    internal Analyzer(TokenRules rules, Lexicon lexicon, SentenceSplitter splitter, Tagger tagger, Lemmatizer lemmatizer, EntityFinder entities, Network network)
    {
        (Rules, _lexicon, _splitter, _tagger, _lemmatizer, _entities, _network) = (rules, lexicon, splitter, tagger, lemmatizer, entities, network);
        _tokenizer = new(rules, lexicon);
    }

    internal TokenRules Rules { get; }

    /// <summary>Loads the English weights of a models folder.</summary>
    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    /// <param name="data">The data folder with the token rules; the shipped one when not given.</param>
    /// <param name="model">Which model chooses tags, heads and relations.</param>
    /// <exception cref="ModelFileException">A file of weights is missing or damaged.</exception>
    /// <exception cref="DataException">A file of token rules is wrong.</exception>
    public static Analyzer Load(string modelsFolder, DataFolder? data = null, LanguageModel model = LanguageModel.Fast)
    {
        string File(string name) => Path.Combine(modelsFolder, "en", name);
        var lexicon = new Lexicon(WordTable.Load(File("words.bin")));
        data ??= DataFolder.Shipped();
        var tagger = Tagger.Load(File("tagger.bin"));
        var (shape, network) = model == LanguageModel.Fast ? (NetworkShape.Fast, "network-fast.bin") : (NetworkShape.Accurate, "network.bin");
        return new(new(data), lexicon, SentenceSplitter.Load(File("sentences.bin")), tagger,
            Lemmatizer.Load(File("lemmas.bin"), tagger.Tags, IrregularVerbs.Read(data), lexicon), EntityFinder.Load(File("entities.bin"), new(data)), Network.Load(shape, File(network), WordVectors.Load(File("vectors.bin")), tagger.Tags));
    }

    /// <summary>Analyses every block that is not furniture.</summary>
    /// <param name="parseOnly">Which sentences are worth tags and heads; all when not given. The others keep their words and guessed lemmas.</param>
    /// <returns>A document whose tokens and sentences follow the text.</returns>
    public Document Analyze(Report report, SentenceFilter? parseOnly = null)
    {
        if (!_scratch.TryTake(out var scratch)) scratch = new();
        try
        {
            return Analyze(report, parseOnly, scratch);
        }
        finally
        {
            scratch.Clear();
            _scratch.Add(scratch);
        }
    }

    private Document Analyze(Report report, SentenceFilter? parseOnly, Scratch scratch)
    {
        var (raw, ends) = (scratch.Raw, scratch.Ends);
        for (var block = 0; block < report.Blocks.Length; block++)
        {
            if (report.Blocks[block] is { Kind: BlockKind.Furniture } or { Language: not null }) continue;
            var (start, end) = (report.Blocks[block].Span.Start, report.Blocks[block].Span.End);
            // The credit at a caption's end is no part of its sentence.
            if (report.Blocks[block].Credit is { } credit && credit.End == end) end = credit.Start;
            while (start < end)
            {
                var (first, next) = (raw.Count, ParagraphEnd(report.Text, start, end));
                _tokenizer.Cut(report.Text, start, next, raw);
                _splitter.Split(raw, first, ends);
                while (scratch.Blocks.Count < ends.Count) scratch.Blocks.Add(block);
                start = next;
            }
        }

        var (tokens, words) = (new Token[raw.Count], new Word[raw.Count]);
        var sentences = new Sentence[ends.Count];
        for (int s = 0, first = 0; s < ends.Count; first = ends[s++])
            sentences[s] = new(first, ends[s], scratch.Blocks[s], Read(scratch, words.AsSpan(first, ends[s] - first), tokens, first, ends[s], parseOnly));
        return new(report, ImmutableCollectionsMarshal.AsImmutableArray(tokens), ImmutableCollectionsMarshal.AsImmutableArray(sentences), new Lazy<ImmutableArray<Entity>>(() => Entities(words, tokens, sentences)));
    }

    private ImmutableArray<Entity> Entities(Word[] words, Token[] tokens, Sentence[] sentences)
    {
        if (!_scratch.TryTake(out var scratch)) scratch = new();
        var (found, likely) = (scratch.Found, scratch.Likely);
        Span<bool> numbers = stackalloc bool[SentenceSplitter.Longest];
        foreach (var sentence in sentences)
        {
            var parsed = sentence.Parsed ? numbers[..sentence.Length] : [];
            for (var i = 0; i < parsed.Length; i++) parsed[i] = tokens[sentence.First + i].Upos == Upos.NUM;
            _entities.Find(words.AsSpan(sentence.First, sentence.Length), parsed, sentence.First, found, likely);
        }
        scratch.ToldAgain.Settle(words, found, likely);
        ImmutableArray<Entity> entities = [.. found];
        scratch.Clear();
        _scratch.Add(scratch);
        return entities;
    }

    /// <summary>Where the next blank line begins, or the block ends.</summary>
    private static int ParagraphEnd(string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (text[at] != '\n') continue;
            var next = at + 1;
            while (next < end && text[next] is ' ' or '\t' or '\r') next++;
            if (next < end && text[next] == '\n') return next;
        }
        return end;
    }

    /// <summary>Fills the tokens of one sentence.</summary>
    /// <returns>Whether it was worth tags and heads.</returns>
    private bool Read(Scratch scratch, Span<Word> words, Token[] tokens, int first, int end, SentenceFilter? parseOnly)
    {
        var (raw, count) = (scratch.Raw, end - first);
        var capitals = InCapitals(raw, first, end);
        for (var i = 0; i < count; i++)
            words[i] = capitals ? _lexicon.LoweredOf(raw[first + i].Word) : raw[first + i].Word;
        if (parseOnly is not null)
        {
            for (var i = first; i < end; i++)
                tokens[i] = Plain(in raw[i], _lemmatizer.Guess(raw[i].Word));
            if (!parseOnly(tokens.AsSpan(first, count))) return false;
        }

        var tags = scratch.Tags.AsSpan(0, count);
        _tagger.Tag(words, tags);
        var network = scratch.Network ??= new(_network.Shape);
        _network.Read(words, tags, network);
        var (heads, relations) = (network.Heads, network.Relations);
        for (var i = 0; i < count; i++)
        {
            tokens[first + i] = Plain(in raw[first + i], _lemmatizer.Of(words[i], tags[i])) with
            {
                Head = heads[i + 1] == 0 ? -1 : first + heads[i + 1] - 1,
                Relation = (Relation)relations[i + 1],
                Upos = _tagger.Tags.UposOf(tags[i]),
                Morph = _tagger.Tags.MorphOf(tags[i]) | (Rules.Negations.Has(words[i].Lower) ? Morph.Negation : Morph.None),
            };
        }
        VerbForms.Mark(tokens.AsSpan(first, count), first);
        return true;
    }

    private static Token Plain(in RawToken raw, string lemma) => new()
    {
        Span = new(raw.Start, raw.End),
        Lower = raw.Word.Lower,
        Lemma = lemma,
        Capitalized = raw.Word.Capitalized,
        SpaceAfter = raw.SpaceAfter,
        Head = -1,
    };

    /// <summary>Is the sentence written in capitals, so that they say nothing?</summary>
    private static bool InCapitals(RawTokens raw, int first, int end)
    {
        var (words, capitals) = (0, 0);
        for (var i = first; i < end; i++)
        {
            var word = raw[i].Word;
            if (!word.HasLetter || word.Form.Length < 2) continue;
            words++;
            if (word.AllCapitals) capitals++;
        }
        return words >= 3 && capitals * 5 >= words * 4;
    }

    /// <summary>What one call works in; kept for the next.</summary>
    private sealed class Scratch
    {
        public RawTokens Raw { get; } = new();
        public List<int> Ends { get; } = [];
        public List<int> Blocks { get; } = [];
        public NetworkScratch? Network { get; set; }
        public List<Entity> Found { get; } = [];
        public List<KindScores> Likely { get; } = [];
        public NamesToldAgain ToldAgain { get; } = new();
        public byte[] Tags { get; } = new byte[SentenceSplitter.Longest];

        public void Clear()
        {
            Raw.Clear();
            Ends.Clear();
            Blocks.Clear();
            Found.Clear();
            Likely.Clear();
        }
    }
}
