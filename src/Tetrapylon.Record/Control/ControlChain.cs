using Tetrapylon.Model;

namespace Tetrapylon.Record.Control;

/// <summary>One state a place can be in: held by a side, contested or besieged with that side inside, or unknown.</summary>
internal readonly record struct ControlState(ControlStatus Status, int Side);

/// <summary>A hidden Markov chain over the days on which anything is told of one place.</summary>
/// <remarks>
/// States turn into each other at the model's rates while nobody tells; each piece of evidence weighs the states on the day before it and on
/// its last day. <see cref="Decode"/> gives the likeliest whole history (Viterbi), <see cref="Posterior"/> the belief on each day (forward–backward).
/// </remarks>
internal sealed class ControlChain
{
    private readonly ControlModel _model;
    private readonly double[] _prior;
    private readonly double[] _weights;
    private readonly bool[] _told;
    private readonly int _n;
    private readonly Transitions _transitions;
    private readonly int _sides;
    private readonly int _state;

    /// <param name="sides">Keys of the sides; <paramref name="state"/> is the index of the state's own, -1 when it has none.</param>
    /// <param name="days">Days told of, ascending.</param>
    /// <param name="stateComes">True when the first thing told is that the state comes to the place: it did not hold it then.</param>
    public ControlChain(ControlModel model, Transitions transitions, int sides, int state, int[] days, bool stateComes)
    {
        (_model, _transitions, Days, _sides, _state) = (model, transitions, days, sides, state);
        States = Transitions.StatesOf(sides);
        _n = States.Length;
        _weights = new double[days.Length * _n];
        _told = new bool[days.Length];
        _prior = new double[_n];
        for (var s = 0; s < _n; s++)
            _prior[s] = Math.Log(States[s].Status switch
            {
                ControlStatus.Held => States[s].Side == state && !stateComes ? model.PriorState : model.PriorOther,
                ControlStatus.Unknown => model.PriorUnknown,
                _ => model.PriorFight,
            });
    }

    public ControlState[] States { get; }
    public int[] Days { get; }

    /// <summary>Adds what evidence says for or against a state on a day, in nats.</summary>
    public void Weigh(int day, Func<ControlState, double> weight)
    {
        var at = Array.BinarySearch(Days, day) * _n;
        for (var s = 0; s < _n; s++) _weights[at + s] += weight(States[s]);
    }

    /// <summary>Notes that a turn is told to have come by this day: the turn itself is then no surprise, whatever it is.</summary>
    public void TurnTold(int day) => _told[Array.BinarySearch(Days, day)] = true;

    /// <summary>The likeliest state on each day, all days together.</summary>
    public int[] Decode()
    {
        var score = new double[_n];
        var from = new int[Days.Length * _n];
        for (var s = 0; s < _n; s++) score[s] = _prior[s] + _weights[s];
        var next = new double[_n];
        for (var t = 1; t < Days.Length; t++)
        {
            var move = Moves(t);
            for (var to = 0; to < _n; to++)
            {
                // Of equal histories the one that changes nothing wins.
                var (best, by) = (score[to] + move[to * _n + to], to);
                for (var s = 0; s < _n; s++)
                    if (score[s] + move[s * _n + to] > best) (best, by) = (score[s] + move[s * _n + to], s);
                next[to] = best + _weights[t * _n + to];
                from[t * _n + to] = by;
            }
            (score, next) = (next, score);
        }
        var path = new int[Days.Length];
        for (var s = 1; s < _n; s++)
            if (score[s] > score[path[^1]]) path[^1] = s;
        for (var t = Days.Length - 1; t > 0; t--) path[t - 1] = from[t * _n + path[t]];
        return path;
    }

    /// <summary>Belief in each state on each day: row t, column state.</summary>
    public double[] Posterior()
    {
        var belief = new double[Days.Length * _n];
        var forward = new double[Days.Length * _n];
        var row = new double[_n];
        for (var s = 0; s < _n; s++) row[s] = _prior[s] + _weights[s];
        Normalize(row);
        row.CopyTo(forward, 0);
        for (var t = 1; t < Days.Length; t++)
        {
            var move = Moves(t);
            for (var to = 0; to < _n; to++)
            {
                var sum = 0.0;
                for (var s = 0; s < _n; s++) sum += Math.Exp(forward[(t - 1) * _n + s] + move[s * _n + to]);
                row[to] = Math.Log(sum) + _weights[t * _n + to];
            }
            Normalize(row);
            row.CopyTo(forward, t * _n);
        }
        var back = new double[_n];
        for (var t = Days.Length - 1; t >= 0; t--)
        {
            for (var s = 0; s < _n; s++) row[s] = forward[t * _n + s] + back[s];
            Normalize(row);
            for (var s = 0; s < _n; s++) belief[t * _n + s] = Math.Exp(row[s]);
            if (t == 0) break;
            var move = Moves(t);
            var before = new double[_n];
            for (var s = 0; s < _n; s++)
            {
                var sum = 0.0;
                for (var to = 0; to < _n; to++) sum += Math.Exp(move[s * _n + to] + _weights[t * _n + to] + back[to]);
                before[s] = Math.Log(sum);
            }
            Normalize(before);
            back = before;
        }
        return belief;
    }

    // A told turn makes turning cheaper, never staying dearer: what is told may be what was so already.
    private double[] Moves(int t)
    {
        var days = Days[t] - Days[t - 1];
        var moves = _transitions.After(_sides, _state, days);
        if (!_told[t]) return moves;
        var turning = _transitions.After(_sides, _state, days + (int)_model.TurnDays);
        var told = new double[moves.Length];
        for (var i = 0; i < told.Length; i++) told[i] = i % (_n + 1) == 0 ? moves[i] : turning[i];
        return told;
    }

    private static void Normalize(double[] logs)
    {
        var most = logs.Max();
        var sum = 0.0;
        foreach (var x in logs) sum += Math.Exp(x - most);
        var all = most + Math.Log(sum);
        for (var i = 0; i < logs.Length; i++) logs[i] -= all;
    }
}
