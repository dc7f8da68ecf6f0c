using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>The vectors of a report's words: which one a word has is looked up once.</summary>
/// <param name="rows">One for each word: the number of its vector and two; 0 where it was not asked for.</param>
public readonly struct WordRows(WordVectors vectors, ImmutableArray<Token> tokens, int[] rows)
{
    /// <summary>Adds the vector of a word, times <paramref name="share"/>; nothing for a word without one.</summary>
    public void AddTo(Span<float> sum, int token, float share)
    {
        ref var row = ref rows[token];
        if (row == 0) row = vectors.RowOf(tokens[token]) + 2;
        vectors.AddTo(sum, row - 2, share);
    }
}
