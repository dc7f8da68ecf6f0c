using System.Runtime.InteropServices;

namespace Tetrapylon.Language.Networks;

/// <summary>The best tree over the words of a sentence, when each pair of words has a score (Chu and Liu 1965, Edmonds 1967). Exactly one word hangs from the root.</summary>
internal sealed class SpanningTree
{
    private const float OneRoot = 1000;

    private int[] _component = [];
    private int[] _best = [];
    private int[] _state = [];
    private bool[] _active = [];

    // Of each pair of components: the best score between them, and the two words it joins.
    private float[] _scores = [];
    private int[] _from = [];
    private int[] _to = [];

    // The cycles drawn together, the latest last: their arcs one after the other, and in which member of each cycle a word is.
    private readonly List<Arc> _arcs = [];
    private readonly List<int> _firsts = [];
    private int[] _memberOf = [];

    /// <summary>Finds every word's head.</summary>
    /// <param name="count">Words with the root, which is number 0.</param>
    /// <param name="scores">Row by row of <paramref name="stride"/>: the score of each head (column) for each word (row).</param>
    /// <param name="heads">By word; -1 for the root.</param>
    public void Find(int count, ReadOnlySpan<float> scores, int stride, Span<int> heads)
    {
        if (_state.Length < count) _state = new int[count];
        heads[0] = -1;
        var roots = 0;
        for (var word = 1; word < count; word++)
        {
            var row = scores.Slice(word * stride, count);
            var best = word == 1 ? 0 : 1;
            for (var head = 0; head < count; head++)
                if (row[head] > row[best] && head != word) best = head;
            if (row[0] >= row[best]) best = 0;
            heads[word] = best;
            if (best == 0) roots++;
        }
        if (roots == 1 && !HasCycle(count, heads)) return;
        Edmonds(count, scores, stride, heads);
    }

    private bool HasCycle(int count, ReadOnlySpan<int> heads)
    {
        var state = _state.AsSpan(0, count);
        state.Clear();
        state[0] = -1;
        for (var word = 1; word < count; word++)
        {
            var at = word;
            for (; state[at] == 0; at = heads[at]) state[at] = word;
            if (state[at] == word) return true;
        }
        return false;
    }

    private void Edmonds(int count, ReadOnlySpan<float> scores, int stride, Span<int> heads)
    {
        if (_component.Length < count)
        {
            (_component, _best, _active) = (new int[count], new int[count], new bool[count]);
            (_scores, _from, _to) = (new float[count * count], new int[count * count], new int[count * count]);
        }
        for (var word = 0; word < count; word++)
        {
            (_component[word], _active[word]) = (word, true);
            for (var head = 0; head < count; head++)
            {
                var at = word * count + head;
                // Every root arc costs the same more, so the best tree has as few as can be: one.
                _scores[at] = scores[word * stride + head] - (head == 0 ? OneRoot : 0);
                (_from[at], _to[at]) = (head, word);
            }
        }
        _arcs.Clear();
        _firsts.Clear();
        for (var word = 1; word < count; word++) ChooseBest(count, word);
        for (var cycle = FindCycle(count); cycle >= 0; cycle = FindCycle(count)) Contract(count, cycle);
        heads[..count].Fill(-1);
        for (var word = 1; word < count; word++)
            if (_active[word]) heads[_to[word * count + _best[word]]] = _from[word * count + _best[word]];
        for (var cycle = _firsts.Count - 1; cycle >= 0; cycle--) Open(count, cycle, heads);
    }

    private void ChooseBest(int count, int word)
    {
        var best = -1;
        var row = _scores.AsSpan(word * count, count);
        for (var head = 0; head < count; head++)
            if (_active[head] && head != word && (best < 0 || row[head] > row[best])) best = head;
        _best[word] = best;
    }

    /// <summary>A component of a cycle that the best heads make; -1 when they make none.</summary>
    private int FindCycle(int count)
    {
        var state = _state.AsSpan(0, count);
        state.Clear();
        state[0] = -1;
        for (var word = 1; word < count; word++)
        {
            if (!_active[word]) continue;
            var at = word;
            for (; state[at] == 0; at = _best[at]) state[at] = word;
            if (state[at] == word) return at;
        }
        return -1;
    }

    /// <summary>Draws a cycle together into one component: an arc into it costs what it saves of the cycle less.</summary>
    private void Contract(int count, int cycle)
    {
        var level = _firsts.Count;
        if (_memberOf.Length < (level + 1) * count) Array.Resize(ref _memberOf, Math.Max(2 * _memberOf.Length, (level + 1) * count));
        var memberOf = _memberOf.AsSpan(level * count, count);
        memberOf.Fill(-1);
        _firsts.Add(_arcs.Count);
        var at = cycle;
        do
        {
            for (var word = 0; word < count; word++)
                if (_component[word] == at) memberOf[word] = _arcs.Count;
            _arcs.Add(new(at, _from[at * count + _best[at]], _to[at * count + _best[at]], _scores[at * count + _best[at]]));
            at = _best[at];
        }
        while (at != cycle);

        var arcs = CollectionsMarshal.AsSpan(_arcs)[_firsts[level]..];
        foreach (var arc in arcs) _active[arc.Member] = false;
        // Only what hung from the cycle, and the cycle itself, need another best head: so the whole takes the square of the words, not the cube.
        for (var other = 0; other < count; other++)
        {
            if (!_active[other]) continue;
            var (into, outOf) = (arcs[0], cycle);
            foreach (var arc in arcs)
            {
                if (_scores[arc.Member * count + other] - arc.Score > _scores[into.Member * count + other] - into.Score) into = arc;
                if (_scores[other * count + arc.Member] > _scores[other * count + outOf]) outOf = arc.Member;
            }
            Copy(into.Member * count + other, cycle * count + other, into.Score);
            Copy(other * count + outOf, other * count + cycle, 0);
            if (other > 0 && !_active[_best[other]]) _best[other] = cycle;
        }
        _active[cycle] = true;
        ChooseBest(count, cycle);
        for (var word = 0; word < count; word++)
            if (memberOf[word] >= 0) _component[word] = cycle;
    }

    private void Copy(int from, int to, float less) => (_scores[to], _from[to], _to[to]) = (_scores[from] - less, _from[from], _to[from]);

    /// <summary>Opens a cycle again: only the word that was entered from outside has a head by now, the other members keep their arc.</summary>
    private void Open(int count, int cycle, Span<int> heads)
    {
        var entered = -1;
        for (var word = 0; word < count; word++)
            if (heads[word] >= 0 && _memberOf[cycle * count + word] >= 0) entered = _memberOf[cycle * count + word];
        var end = cycle + 1 < _firsts.Count ? _firsts[cycle + 1] : _arcs.Count;
        for (var arc = _firsts[cycle]; arc < end; arc++)
            if (arc != entered) heads[_arcs[arc].To] = _arcs[arc].From;
    }

    private readonly record struct Arc(int Member, int From, int To, float Score);
}
