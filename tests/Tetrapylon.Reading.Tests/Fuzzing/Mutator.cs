using System.Text;

namespace Tetrapylon.Reading.Tests.Fuzzing;

/// <summary>Makes broken input out of sound input: the same seed makes the same input.</summary>
/// <param name="words">What the format itself is made of, to be put in odd places.</param>
internal sealed class Mutator(IReadOnlyList<string> words)
{
    private const int Longest = 1 << 16;

    private static readonly string[] Odd = ["\0", "\uFEFF", "\u2028", "\r", "\n\n", "\t", "é", "\U0001F30D", "\uD7FF", "-1", "0", "4294967296", "99999999999999999999", "2017-02-30", "0000-00-00", "%00", "%s", "&amp;", "&#x110000;", "&#0;", "\"", "'", "\\", "\\ud800", "\\u0000"];

    public byte[] Mutated(byte[] input, byte[] other, Random random)
    {
        var bytes = new List<byte>(input);
        for (var step = random.Next(1, 9); step > 0; step--) Step(bytes, other, random);
        return bytes.Count <= Longest ? [.. bytes] : [.. bytes.Take(Longest)];
    }

    private void Step(List<byte> bytes, byte[] other, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << random.Next(9));
        switch (random.Next(10))
        {
            case 0 when bytes.Count > 0: bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8)); break;
            case 1 when bytes.Count > 0: bytes[random.Next(bytes.Count)] = (byte)random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            case 5 when other.Length > 0:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 << random.Next(11))).ToArray());
                break;
            case 6 or 7: bytes.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Count)])); break;
            case 8: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)])); break;
            default:
                var part = bytes.GetRange(at, Math.Min(length, 32));
                for (var times = random.Next(2, 200); times > 0 && bytes.Count < Longest; times--) bytes.InsertRange(at, part);
                break;
        }
    }
}
