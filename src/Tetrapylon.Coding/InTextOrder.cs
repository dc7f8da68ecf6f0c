using System.Collections.Immutable;

namespace Tetrapylon.Coding;

/// <summary>What stands in the order of the text, looked up by where it stands.</summary>
internal static class InTextOrder
{
    /// <summary>Number of the first item that stands at a place or after it; how many there are where none does.</summary>
    /// <param name="where">Where an item stands: never before the one it follows.</param>
    public static int FirstFrom<T>(ImmutableArray<T> items, int at, Func<T, int> where)
    {
        var (low, high) = (0, items.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (where(items[middle]) < at) low = middle + 1; else high = middle;
        }
        return low;
    }
}
