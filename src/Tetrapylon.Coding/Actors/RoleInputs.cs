namespace Tetrapylon.Coding.Actors;

/// <summary>What candidates are weighed by, side by side: of each the numbers that a network reads and the named features beside them. Room that is used again; not thread-safe.</summary>
internal sealed class RoleInputs
{
    private float[] _numbers = [];
    private uint[] _features = [];
    private int[] _counts = [];
    private int _size, _most;

    public int Count { get; private set; }

    /// <summary>Makes room, in which anything may stand.</summary>
    /// <param name="size">Numbers of each.</param>
    /// <param name="most">Features of each at most.</param>
    public void Begin(int count, int size, int most)
    {
        (Count, _size, _most) = (count, size, most);
        if (_numbers.Length < count * size) _numbers = new float[2 * count * size];
        if (_features.Length < count * most) _features = new uint[2 * count * most];
        if (_counts.Length < count) _counts = new int[2 * count];
    }

    /// <summary>The numbers of all, one after the other.</summary>
    public ReadOnlySpan<float> Numbers => _numbers.AsSpan(0, Count * _size);

    public Span<float> NumbersOf(int candidate) => _numbers.AsSpan(candidate * _size, _size);

    /// <summary>Room for the features of one.</summary>
    public Span<uint> RoomOf(int candidate) => _features.AsSpan(candidate * _most, _most);

    /// <param name="count">How many features were written.</param>
    public void Written(int candidate, int count) => _counts[candidate] = count;

    public ReadOnlySpan<uint> FeaturesOf(int candidate) => _features.AsSpan(candidate * _most, _counts[candidate]);
}
