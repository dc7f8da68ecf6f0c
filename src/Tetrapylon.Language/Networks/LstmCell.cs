using System.Runtime.Intrinsics;

namespace Tetrapylon.Language.Networks;

/// <summary>One step of a long short-term memory (Hochreiter and Schmidhuber 1997; with forget gates).</summary>
internal static class LstmCell
{
    /// <summary>Turns the sums of one word's gates into its cell and its output.</summary>
    /// <param name="size">How many cells; a multiple of 16.</param>
    /// <param name="gates">Sums of input, forget, candidate and output gates, each of <paramref name="size"/>; afterwards their values.</param>
    /// <param name="before">The cells of the word read before; all zero at the sentence's edge.</param>
    /// <param name="tanh">Afterwards tanh of the cells, for those who go backward.</param>
    public static void Step(int size, ref float gates, ref float before, ref float cells, ref float tanh, ref float output)
    {
        for (nuint i = 0; i < (nuint)size; i += 16)
        {
            var n = (nuint)size;
            var input = Activation.Sigmoid(Vector512.LoadUnsafe(ref gates, i));
            var forget = Activation.Sigmoid(Vector512.LoadUnsafe(ref gates, n + i));
            var candidate = Activation.Tanh(Vector512.LoadUnsafe(ref gates, 2 * n + i));
            var gate = Activation.Sigmoid(Vector512.LoadUnsafe(ref gates, 3 * n + i));
            var cell = Vector512.FusedMultiplyAdd(forget, Vector512.LoadUnsafe(ref before, i), input * candidate);
            var shown = Activation.Tanh(cell);
            input.StoreUnsafe(ref gates, i);
            forget.StoreUnsafe(ref gates, n + i);
            candidate.StoreUnsafe(ref gates, 2 * n + i);
            gate.StoreUnsafe(ref gates, 3 * n + i);
            cell.StoreUnsafe(ref cells, i);
            shown.StoreUnsafe(ref tanh, i);
            (gate * shown).StoreUnsafe(ref output, i);
        }
    }
}
