using System.Runtime.CompilerServices;
using static Tetrapylon.Language.Words.Hashing;

namespace Tetrapylon.Language.Parsing;

/// <summary>What the parser looks at (after Zhang and Nivre 2011, and word clusters). Frozen: shipped weights depend on it.</summary>
internal static class ParserFeatures
{
    public const int OfMove = 112;
    public const int OfRelation = 48;

    /// <summary>Features of the choice of a move.</summary>
    public static int Move(ParserState s, Span<uint> f)
    {
        int s0 = s.OnStack(0), s1 = s.OnStack(1), s2 = s.OnStack(2), n0 = s.InQueue(0), n1 = s.InQueue(1), n2 = s.InQueue(2);
        int s0l = s.Left[s0], s0r = s.Right[s0], s0l2 = s.Left2[s0], s0r2 = s.Right2[s0];
        int s1l = s.Left[s1], s1r = s.Right[s1], s1r2 = s.Right2[s1], n0l = s.Left[n0], n0l2 = s.Left2[n0];
        ulong w0 = s.Word[s0], w1 = s.Word[s1], q0 = s.Word[n0], q1 = s.Word[n1];
        ulong t0 = s.Tag[s0], t1 = s.Tag[s1], t2 = s.Tag[s2], p0 = s.Tag[n0], p1 = s.Tag[n1], p2 = s.Tag[n2];
        ulong f0 = s.Fine[s0], f1 = s.Fine[s1], g0 = s.Fine[n0], g1 = s.Fine[n1];
        ulong c0 = s.Coarse[s0], c1 = s.Coarse[s1], d0 = s.Coarse[n0];
        var gap = (ulong)Math.Min(n0 - s0, 10);
        var below = s.Depth > 1 ? (ulong)Math.Min(s0 - s1, 10) : 0UL;
        ulong l0 = s.LeftCount[s0], r0 = s.RightCount[s0], l1 = s.LeftCount[s1], r1 = s.RightCount[s1], lq = s.LeftCount[n0];
        ulong t0l = s.Tag[s0l], t0r = s.Tag[s0r], t1r = s.Tag[s1r], t1l = s.Tag[s1l], pl = s.Tag[n0l];
        ulong e0l = s.Relation[s0l], e0r = s.Relation[s0r], e1r = s.Relation[s1r], eql = s.Relation[n0l];
        var wt0 = Pair(w0, t0);
        var wt1 = Pair(w1, t1);
        var qp0 = Pair(q0, p0);
        var k = 0;
        f[k++] = Feature(1, w0);
        f[k++] = Feature(2, t0);
        f[k++] = Feature(3, wt0);
        f[k++] = Feature(4, w1);
        f[k++] = Feature(5, t1);
        f[k++] = Feature(6, wt1);
        f[k++] = Feature(7, q0);
        f[k++] = Feature(8, p0);
        f[k++] = Feature(9, qp0);
        f[k++] = Feature(10, Pair(q1, p1));
        f[k++] = Feature(11, q1);
        f[k++] = Feature(12, p1);
        f[k++] = Feature(13, Pack(p1, p2));
        f[k++] = Feature(14, Pair(w0, q0));
        f[k++] = Feature(15, Pair(wt0, p0));
        f[k++] = Feature(16, Pair(qp0, t0));
        f[k++] = Feature(17, Pack(t0, p0));
        f[k++] = Feature(18, Pair(w0, w1));
        f[k++] = Feature(19, Pair(wt0, t1));
        f[k++] = Feature(20, Pair(wt1, t0));
        f[k++] = Feature(21, Pack(t0, t1));
        f[k++] = Feature(22, Pair(wt1, p0));
        f[k++] = Feature(23, Pair(qp0, t1));
        f[k++] = Feature(24, Pack(t1, p0));
        f[k++] = Feature(25, Pack(t0, p0, p1));
        f[k++] = Feature(26, Pack(t1, t0, p0));
        f[k++] = Feature(27, Pack(t2, t1, t0));
        f[k++] = Feature(28, Pack(t1, t0, p0, p1));
        f[k++] = Feature(29, Pack(p0, p1, p2));
        f[k++] = Feature(30, Pack(t0, p0, p1, p2));
        f[k++] = Feature(31, Pack(t0, t0l, p0));
        f[k++] = Feature(32, Pack(t0, t0r, p0));
        f[k++] = Feature(33, Pack(t0, p0, pl));
        f[k++] = Feature(34, Pack(t1, t0, t0l));
        f[k++] = Feature(35, Pack(t1, t0, t0r));
        f[k++] = Feature(36, Pack(t1, t1r, t0));
        f[k++] = Feature(37, Pack(t1, t1l, t0));
        f[k++] = Feature(38, Pack(t1, t1r, t0, p0));
        f[k++] = Feature(39, Pack(t1, t0, t0r, p0));
        f[k++] = Feature(40, Pair(w0, gap));
        f[k++] = Feature(41, Pack(t0, gap));
        f[k++] = Feature(42, Pair(q0, gap));
        f[k++] = Feature(43, Pack(p0, gap));
        f[k++] = Feature(44, Pair(Pair(w0, q0), gap));
        f[k++] = Feature(45, Pack(t0, p0, gap));
        f[k++] = Feature(46, Pack(t1, t0, below));
        f[k++] = Feature(47, Pair(w1, below));
        f[k++] = Feature(48, Pair(w0, Pack(l0, r0)));
        f[k++] = Feature(49, Pack(t0, l0, r0));
        f[k++] = Feature(50, Pair(w1, Pack(l1, r1)));
        f[k++] = Feature(51, Pack(t1, l1, r1));
        f[k++] = Feature(52, Pair(q0, lq));
        f[k++] = Feature(53, Pack(p0, lq));
        f[k++] = Feature(54, Pack(t0, e0l, s.Relation[s0l2]));
        f[k++] = Feature(55, Pack(t0, e0r, s.Relation[s0r2]));
        f[k++] = Feature(56, Pack(t1, e1r, s.Relation[s1r2]));
        f[k++] = Feature(57, Pack(p0, eql, s.Relation[n0l2]));
        f[k++] = Feature(58, Pair(w0, e0l));
        f[k++] = Feature(59, Pair(w0, e0r));
        f[k++] = Feature(60, Pair(q0, eql));
        f[k++] = Feature(61, Pair(w1, e1r));
        f[k++] = Feature(62, s.Word[s0l]);
        f[k++] = Feature(63, s.Word[s0r]);
        f[k++] = Feature(64, s.Word[n0l]);
        f[k++] = Feature(65, s.Word[s1r]);
        f[k++] = Feature(66, Pair(Pair(w1, w0), p0));
        f[k++] = Feature(67, Pair(Pair(w0, q0), t1));
        f[k++] = Feature(68, Pack(t0, t0l, s.Tag[s0l2]));
        f[k++] = Feature(69, Pack(t0, t0r, s.Tag[s0r2]));
        f[k++] = Feature(70, Pair(Pair(w1, q0), t0));
        f[k++] = Feature(71, Pair(w1, q0));
        f[k++] = Feature(72, Pair(q0, q1));
        f[k++] = Feature(73, Pair(q1, Pack(t0, p0)));
        f[k++] = Feature(74, f0);
        f[k++] = Feature(75, g0);
        f[k++] = Feature(76, f1);
        f[k++] = Feature(77, Pair(f0, p0));
        f[k++] = Feature(78, Pair(g0, t0));
        f[k++] = Feature(79, Pair(f0, g0));
        f[k++] = Feature(80, Pair(f1, f0));
        f[k++] = Feature(81, Pack(c0, d0, c1));
        f[k++] = Feature(82, Pair(f1, Pack(t0, p0)));
        f[k++] = Feature(83, Pair(f0, Pack(t1, p0)));
        f[k++] = Feature(84, Pair(g0, Pack(t1, t0)));
        f[k++] = Feature(85, Pair(w0, d0));
        f[k++] = Feature(86, Pair(q0, c0));
        f[k++] = Feature(87, Pair(w1, c0));
        f[k++] = Feature(88, Pair(w0, c1));
        f[k++] = Feature(89, Pair(g1, p0));
        // Where a preposition's phrase goes: the verb or noun below, the preposition, the noun.
        f[k++] = Feature(90, Pair(f1, Pair(s.Word[s0l], f0)));
        f[k++] = Feature(91, Pair(t1, Pair(s.Word[s0l], t0)));
        f[k++] = Feature(92, Pair(w1, Pair(s.Word[s0l], t0)));
        f[k++] = Feature(93, Pair(s.Word[s0l], Pack(t0, t1, s.Tag[s2])));
        f[k++] = Feature(94, Pair(s.Word[s2], Pair(w1, w0)));
        f[k++] = Feature(95, Pack(e1r, t1, t0, p0));
        f[k++] = Feature(96, Pack(s.Relation[s1l], e1r, t1, t0));
        f[k++] = Feature(97, Pack(s.Relation[s0l], e0r, t0, p0));
        return k;
    }

    /// <summary>Features of the choice of a relation between a head and a word about to hang to it.</summary>
    public static int Relation(ParserState s, int head, int word, Span<uint> f)
    {
        var direction = head < word ? 64u : 0u;
        ulong wh = s.Word[head], wd = s.Word[word], th = s.Tag[head], td = s.Tag[word];
        ulong fh = s.Fine[head], fd = s.Fine[word];
        var distance = (ulong)Math.Min(Math.Abs(head - word), 8);
        int dl = s.Left[word], dr = s.Right[word], hl = s.Left[head], hr = s.Right[head];
        int before = word > 1 ? word - 1 : s.None, after = word < s.Count ? word + 1 : s.None;
        int headBefore = head > 1 ? head - 1 : s.None, headAfter = head < s.Count ? head + 1 : s.None;
        ulong edl = s.Relation[dl], edr = s.Relation[dr], ehl = s.Relation[hl], ehr = s.Relation[hr];
        var k = 0;
        f[k++] = Feature(direction + 1, wd);
        f[k++] = Feature(direction + 2, td);
        f[k++] = Feature(direction + 3, Pair(wd, th));
        f[k++] = Feature(direction + 4, Pair(wh, td));
        f[k++] = Feature(direction + 5, Pair(wh, wd));
        f[k++] = Feature(direction + 6, Pack(th, td));
        f[k++] = Feature(direction + 7, wh);
        f[k++] = Feature(direction + 8, Pack(th, td, distance));
        f[k++] = Feature(direction + 9, Pack(th, td, s.Tag[before], s.Tag[after]));
        f[k++] = Feature(direction + 10, Pack(th, td, s.Tag[headBefore], s.Tag[headAfter]));
        f[k++] = Feature(direction + 11, Pair(wd, s.Word[after]));
        f[k++] = Feature(direction + 12, Pair(wd, s.Word[before]));
        f[k++] = Feature(direction + 13, Pair(s.Word[dl], Pack(th, td)));
        f[k++] = Feature(direction + 14, Pack(th, td, s.Tag[dl], s.Tag[dr]));
        f[k++] = Feature(direction + 15, Pack(th, td, edl, edr));
        f[k++] = Feature(direction + 16, Pack(th, td, ehl, ehr));
        f[k++] = Feature(direction + 17, Pair(wh, Pack(td, ehl, ehr)));
        f[k++] = Feature(direction + 18, Pair(wh, s.Word[dl]));
        f[k++] = Feature(direction + 19, Pack(th, td, s.LeftCount[head], s.RightCount[head]));
        f[k++] = Feature(direction + 20, Pair(wd, Pack(edl, edr)));
        f[k++] = Feature(direction + 21, Pair(s.Word[s.Left2[word]], Pack(th, td)));
        f[k++] = Feature(direction + 22, Pair(s.Ending[word], Pack(th, td)));
        f[k++] = Feature(direction + 23, Pair(s.Word[before], Pack(th, td)));
        f[k++] = Feature(direction + 24, Pair(s.Word[headAfter], Pack(th, td)));
        f[k++] = Feature(direction + 25, Pair(s.Word[dl], Pack(th, td, ehl)));
        f[k++] = Feature(direction + 26, Pair(fd, th));
        f[k++] = Feature(direction + 27, Pair(fh, td));
        f[k++] = Feature(direction + 28, Pair(fh, fd));
        f[k++] = Feature(direction + 29, fd);
        f[k++] = Feature(direction + 30, Pair(Pack(th, td, distance), Pack(s.Coarse[head], s.Coarse[word])));
        f[k++] = Feature(direction + 31, Pair(fh, Pair(s.Word[dl], td)));
        f[k++] = Feature(direction + 32, Pair(fd, Pair(s.Word[dl], th)));
        f[k++] = Feature(direction + 33, Pack(th, td, s.Relation[s.Left2[head]], ehl));
        f[k++] = Feature(direction + 34, Pack(th, td, s.Relation[s.Right2[head]], ehr));
        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pack(ulong a, ulong b, ulong c = 0, ulong d = 0) => (a | b << 12 | c << 24 | d << 36) * 0x9E3779B97F4A7C15UL;
}
