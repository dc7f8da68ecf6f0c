using Tetrapylon.Language.Words;

namespace Tetrapylon.Language.Tokens;

/// <summary>A word cut out of the text, before its sentence is known.</summary>
internal struct RawToken
{
    public int Start;
    public int End;
    public bool SpaceAfter;
    public Word Word;
}

/// <summary>A growing list of raw tokens, kept from call to call.</summary>
internal sealed class RawTokens
{
    private RawToken[] _items = new RawToken[256];

    public int Count { get; private set; }

    public ref RawToken this[int index] => ref _items[index];

    public void Clear() => Count = 0;

    public ref RawToken Add()
    {
        if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
        return ref _items[Count++];
    }
}
