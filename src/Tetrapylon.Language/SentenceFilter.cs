using Tetrapylon.Model;

namespace Tetrapylon.Language;

/// <summary>Says whether a sentence is worth tags and heads. Its tokens have their words in lower case and a lemma guessed without a tag.</summary>
public delegate bool SentenceFilter(ReadOnlySpan<Token> sentence);
