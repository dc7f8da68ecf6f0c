using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Language.Parsing;

/// <summary>How far the parse of a sentence has come: a stack, a queue, and the arcs made so far.</summary>
/// <remarks>Position 0 is the root, the words are 1 to Count, and Count + 1 stands for a word that is not there.</remarks>
internal sealed class ParserState
{
    public const byte NoRelation = 63;
    private const int Size = SentenceSplitter.Longest + 2;

    private readonly int[] _stack = new int[Size];
    public readonly ulong[] Word = new ulong[Size];
    public readonly ulong[] Tag = new ulong[Size];
    public readonly ulong[] Broad = new ulong[Size];
    public readonly ulong[] Fine = new ulong[Size];
    public readonly ulong[] Coarse = new ulong[Size];
    public readonly ulong[] Ending = new ulong[Size];
    public readonly int[] Head = new int[Size];
    public readonly byte[] Relation = new byte[Size];
    public readonly int[] Left = new int[Size];
    public readonly int[] Left2 = new int[Size];
    public readonly int[] Right = new int[Size];
    public readonly int[] Right2 = new int[Size];
    public readonly byte[] LeftCount = new byte[Size];
    public readonly byte[] RightCount = new byte[Size];

    public int Count { get; private set; }

    /// <summary>What stands for a word that is not there.</summary>
    public int None => Count + 1;

    public int Depth { get; private set; }

    /// <summary>First word of the queue; <see cref="None"/> when the queue is empty.</summary>
    public int Next { get; private set; }

    public bool Done => Next > Count && Depth == 1;

    public bool QueueEmpty => Next > Count;

    public int Top => _stack[Depth - 1];

    /// <summary>The n-th word of the stack from the top; <see cref="None"/> when there is none.</summary>
    public int OnStack(int n) => n < Depth ? _stack[Depth - 1 - n] : None;

    /// <summary>The n-th word of the queue; <see cref="None"/> when there is none.</summary>
    public int InQueue(int n) => Math.Min(Next + n, None);

    /// <summary>Begins a sentence.</summary>
    public void Begin(ReadOnlySpan<Word> words, ReadOnlySpan<byte> tags, TagSet set)
    {
        Count = words.Length;
        for (var i = 1; i <= Count; i++)
        {
            var word = words[i - 1];
            Word[i] = word.LowerHash;
            Tag[i] = tags[i - 1];
            Broad[i] = (ulong)set.UposOf(tags[i - 1]);
            Fine[i] = word.Fine;
            Coarse[i] = word.Coarse;
            Ending[i] = word.Suffix(3);
        }
        (Word[0], Tag[0], Broad[0], Fine[0], Coarse[0], Ending[0]) = (11, 61, 29, 600, 70, 11);
        (Word[None], Tag[None], Broad[None], Fine[None], Coarse[None], Ending[None]) = (17, 62, 30, 601, 71, 17);
        Restart();
    }

    /// <summary>Forgets all arcs.</summary>
    public void Restart()
    {
        _stack[0] = 0;
        (Depth, Next) = (1, 1);
        for (var i = 0; i <= None; i++)
        {
            (Head[i], Relation[i]) = (-1, NoRelation);
            Left[i] = Left2[i] = Right[i] = Right2[i] = None;
            LeftCount[i] = RightCount[i] = 0;
        }
    }

    public bool MayShift => Next <= Count;

    /// <summary>May the next word take the top of the stack?</summary>
    public bool MayLeft => Next <= Count && Depth > 1;

    /// <summary>May the word below take the top of the stack? The root takes one word only, the last.</summary>
    public bool MayRight => Depth > 2 || Depth == 2 && Next > Count;

    public void Shift() => _stack[Depth++] = Next++;

    /// <summary>Takes the top off the stack and hangs it to a head.</summary>
    public void Attach(int head, byte relation)
    {
        var word = _stack[--Depth];
        (Head[word], Relation[word]) = (head, relation);
        if (word < head)
        {
            (Left2[head], Left[head]) = (Left[head], word);
            if (LeftCount[head] < 15) LeftCount[head]++;
        }
        else
        {
            (Right2[head], Right[head]) = (Right[head], word);
            if (RightCount[head] < 15) RightCount[head]++;
        }
    }
}
