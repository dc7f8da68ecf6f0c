using System.Collections.Immutable;

namespace Tetrapylon.Model;

/// <summary>Universal part-of-speech tags (universaldependencies.org/u/pos).</summary>
public enum Upos : byte { X, ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB }

/// <summary>Universal relations, without subtypes but for those the coder reads: agents, passive subjects, possessors, particles, relative clauses, time.</summary>
/// <remarks>OblTmod and NmodTmod are what newer treebanks call obl:unmarked and nmod:unmarked: bare noun phrases of time and measure ("last Monday", "12 miles north").</remarks>
public enum Relation : byte
{
    Dep, Root, Acl, AclRelcl, Advcl, Advmod, Amod, Appos, Aux, AuxPass, Case, Cc, Ccomp, Clf, Compound, CompoundPrt, Conj, Cop, Csubj, CsubjPass,
    Det, Discourse, Dislocated, Expl, Fixed, Flat, Goeswith, Iobj, List, Mark, Nmod, NmodPoss, NmodTmod, Nsubj, NsubjPass, Nummod, Obj, Obl, OblAgent,
    OblTmod, Orphan, Parataxis, Punct, Reparandum, Vocative, Xcomp,
}

/// <summary>Morphology the coder reads.</summary>
/// <remarks>Passive stands on the participle, Negation on the negating word and on the predicate it negates, Plural on nouns.</remarks>
[Flags]
public enum Morph : ushort
{
    None = 0, Past = 1, Present = 2, Finite = 4, Infinitive = 8, Gerund = 16, PastParticiple = 32, Passive = 64, Plural = 128, Negation = 256,
    Imperative = 512, Comparative = 1024, Superlative = 2048, Modal = 4096,
}

/// <summary>Kind of a named entity found by the language model.</summary>
public enum EntityKind : byte { Person, Organization, Location, Facility, Number, Time, Weapon, Other }

/// <summary>One syntactic word. All strings are interned: equal words share one instance.</summary>
public readonly record struct Token
{
    /// <summary>Where the word stands in the report's text. The parts of a contraction ("don't") have adjoining spans.</summary>
    public Span Span { get; init; }

    /// <summary>The word in lower case, with typographic quotes and dashes made plain.</summary>
    public required string Lower { get; init; }

    /// <summary>Dictionary form, lower case ("attack" for "attacked", "have" for "'ve").</summary>
    public required string Lemma { get; init; }

    public Upos Upos { get; init; }
    public Relation Relation { get; init; }
    public Morph Morph { get; init; }

    /// <summary>True when the first letter is upper case.</summary>
    public bool Capitalized { get; init; }

    /// <summary>True when white space follows (or the block ends).</summary>
    public bool SpaceAfter { get; init; }

    /// <summary>Index in <see cref="Document.Tokens"/> of the governing word; -1 for the root of a sentence and for words of a sentence left unparsed.</summary>
    public int Head { get; init; }
}

/// <summary>A sentence: its tokens [First, End) and the block it stands in.</summary>
/// <param name="Parsed">False when the sentence was left without tags and heads because nothing in it could matter.</param>
public readonly record struct Sentence(int First, int End, int Block, bool Parsed = true)
{
    public int Length => End - First;
}

/// <summary>A named entity over tokens [First, End).</summary>
public readonly record struct Entity(int First, int End, EntityKind Kind);

/// <summary>A report read as language: tokens, sentences and entities as flat arrays in text order. Furniture blocks have no sentences.</summary>
public sealed class Document
{
    private readonly int[] _sentenceOf;
    private readonly Lazy<ImmutableArray<Entity>> _entities;

    public Document(Report report, ImmutableArray<Token> tokens, ImmutableArray<Sentence> sentences, ImmutableArray<Entity> entities)
        : this(report, tokens, sentences, new Lazy<ImmutableArray<Entity>>(entities))
    {
    }

    /// <param name="entities">Found when they are first asked for: most reports are laid aside before.</param>
    public Document(Report report, ImmutableArray<Token> tokens, ImmutableArray<Sentence> sentences, Lazy<ImmutableArray<Entity>> entities)
    {
        (Report, Tokens, Sentences, _entities) = (report, tokens, sentences, entities);
        _sentenceOf = new int[tokens.Length];
        for (var s = 0; s < sentences.Length; s++)
            Array.Fill(_sentenceOf, s, sentences[s].First, sentences[s].Length);
    }

    public Report Report { get; }
    public ImmutableArray<Token> Tokens { get; }
    public ImmutableArray<Sentence> Sentences { get; }
    public ImmutableArray<Entity> Entities => _entities.Value;
    public string Text => Report.Text;

    /// <summary>Index of the sentence that holds a token.</summary>
    public int SentenceOf(int token) => _sentenceOf[token];

    public BlockKind BlockKindOf(int token) => Report.Blocks[Sentences[_sentenceOf[token]].Block].Kind;

    /// <summary>The text's span over tokens [first, end).</summary>
    public Span SpanOf(int first, int end) => new(Tokens[first].Span.Start, Tokens[end - 1].Span.End);

    public string TextOf(Span span) => Text.Substring(span.Start, span.Length);
}
