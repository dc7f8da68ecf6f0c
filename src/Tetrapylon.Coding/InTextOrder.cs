using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tetrapylon.Coding;

/// <summary>What stands in the order of the text, looked up by where it stands.</summary>
internal static class InTextOrder
{
    /// <summary>Number of the first item that stands at a place or after it; how many there are where none does.</summary>
    /// <param name="where">Where an item stands: never before the one it follows.</param>
    public static int FirstFrom<T>(ImmutableArray<T> items, int at, Func<T, int> where) => FirstFrom(items.AsSpan(), at, where);

    /// <inheritdoc cref="FirstFrom{T}(ImmutableArray{T}, int, Func{T, int})"/>
    public static int FirstFrom<T>(List<T> items, int at, Func<T, int> where) => FirstFrom(CollectionsMarshal.AsSpan(items), at, where);

    private static int FirstFrom<T>(ReadOnlySpan<T> items, int at, Func<T, int> where)
    {
        var (low, high) = (0, items.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (where(items[middle]) < at) low = middle + 1; else high = middle;
        }
        return low;
    }

    /// <summary>The items that stand at a place or after it and before another: of a very long text those near by.</summary>
    /// <param name="where">Where an item stands: never before the one it follows.</param>
    public static ReadOnlySpan<T> Between<T>(ImmutableArray<T> items, int from, int until, Func<T, int> where)
    {
        var first = FirstFrom(items, from, where);
        var end = first;
        while (end < items.Length && where(items[end]) < until) end++;
        return items.AsSpan(first, end - first);
    }
}
