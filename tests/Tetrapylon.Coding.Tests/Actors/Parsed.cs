using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Actors;

/// <summary>Documents parsed by hand: a word a line, "form lemma UPOS relation head", heads counted from 1 in the sentence, 0 for its root; an empty line ends a sentence.</summary>
internal static class Parsed
{
    public static Document Of(string lines)
    {
        var (text, tokens, sentences) = ("", ImmutableArray.CreateBuilder<Token>(), ImmutableArray.CreateBuilder<Sentence>());
        foreach (var block in lines.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var first = tokens.Count;
            foreach (var line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var form, var lemma, var upos, var relation, var head]) throw new FormatException(line);
                if (text.Length > 0 && form is not ("," or "." or "'s")) text += " ";
                tokens.Add(new()
                {
                    Span = new(text.Length, text.Length + form.Length), Lower = form.ToLowerInvariant(), Lemma = lemma, Upos = Enum.Parse<Upos>(upos), Relation = Enum.Parse<Relation>(relation),
                    Head = head == "0" ? -1 : first + int.Parse(head) - 1, Capitalized = char.IsUpper(form[0]), SpaceAfter = true,
                    Morph = relation == "AuxPass" ? Morph.Passive : Morph.None,
                });
                text += form;
            }
            sentences.Add(new(first, tokens.Count, 0));
        }
        return new(new() { Id = "test", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))] }, tokens.ToImmutable(), sentences.ToImmutable(), []);
    }
}
