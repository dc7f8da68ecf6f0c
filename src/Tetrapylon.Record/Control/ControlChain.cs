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

    /// <param name="sides">Keys of the sides; <paramref name="state"/> is the index of the state's own, -1 when it has none.</param>
    /// <param name="days">Days told of, ascending.</param>
    public ControlChain(ControlModel model, int sides, int state, int[] days)
    {
        (_model, Days) = (model, days);
        var states = new List<ControlState>();
        foreach (var status in (ReadOnlySpan<ControlStatus>)[ControlStatus.Held, ControlStatus.Contested, ControlStatus.Besieged])
            for (var side = 0; side < sides; side++) states.Add(new(status, side));
        states.Add(new(ControlStatus.Unknown, -1));
        States = [.. states];
        _n = States.Length;
        _weights = new double[days.Length * _n];
        _told = new bool[days.Length];
        _prior = new double[_n];
        for (var s = 0; s < _n; s++)
            _prior[s] = Math.Log(States[s].Status switch
            {
                ControlStatus.Held => States[s].Side == state ? model.PriorState : model.PriorOther,
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

    // Log probability of being in a state after some days, by at most one unseen turn.
    private double[] Moves(int t)
    {
        // A told turn makes turning cheaper, never staying dearer: what is told may be what was so already.
        double days = Days[t] - Days[t - 1], turning = days + (_told[t] ? _model.TurnDays : 0);
        var moves = new double[_n * _n];
        for (var s = 0; s < _n; s++)
        {
            var total = 0.0;
            for (var to = 0; to < _n; to++)
                if (to != s) total += moves[s * _n + to] = Rate(States[s], States[to]);
            var leave = 1 - Math.Exp(-total * turning);
            for (var to = 0; to < _n; to++)
                moves[s * _n + to] = to == s ? -total * days : Math.Log(Math.Max(1e-12, leave * moves[s * _n + to] / total));
        }
        return moves;
    }

    private double Rate(ControlState from, ControlState to)
    {
        var same = from.Side == to.Side;
        return (from.Status, to.Status) switch
        {
            (ControlStatus.Held, ControlStatus.Held) => _model.HeldToHeld,
            (ControlStatus.Held, ControlStatus.Contested) => same ? _model.HeldToContested : _model.HeldToHeld / 4,
            (ControlStatus.Held, ControlStatus.Besieged) => same ? _model.HeldToBesieged : _model.HeldToHeld / 8,
            (ControlStatus.Contested, ControlStatus.Held) => same ? _model.ContestedToHolder : _model.ContestedToOther,
            (ControlStatus.Contested, ControlStatus.Contested) => _model.ContestedToOther / 4,
            (ControlStatus.Contested, ControlStatus.Besieged) => same ? _model.ContestedToBesieged : _model.ContestedToOther / 8,
            (ControlStatus.Besieged, ControlStatus.Held) => same ? _model.BesiegedToHolder : _model.BesiegedToOther,
            (ControlStatus.Besieged, ControlStatus.Contested) => same ? _model.BesiegedToContested : _model.BesiegedToOther / 4,
            (ControlStatus.Besieged, ControlStatus.Besieged) => _model.BesiegedToOther / 8,
            (ControlStatus.Unknown, ControlStatus.Held) => _model.UnknownToHeld,
            (ControlStatus.Unknown, _) => _model.UnknownToHeld / 4,
            _ => _model.HeldToUnknown,
        };
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
