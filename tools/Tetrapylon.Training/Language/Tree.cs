using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>A tree to learn from, in two writings: words as printed and in lower case, each with the tags a tagger that had not seen it gave. Heads count from 1, 0 is the root.</summary>
internal sealed record Tree(Word[] Words, byte[] Tags, Word[] LowerWords, byte[] LowerTags, int[] Heads, byte[] Relations);
