using Tetrapylon.Model;

namespace Tetrapylon.Record.Control;

/// <summary>How likely one state has become another after so many days of which nobody tells: the exponential of the model's rates, so that any number of unseen turns may lie between.</summary>
internal sealed class Transitions(ControlModel model)
{
    private const int Doublings = 15, MostKept = 1500;
    private readonly Dictionary<(int Sides, int State), double[][]> _powers = [];
    private readonly Dictionary<(int Sides, int State, int Days), double[]> _logs = [];

    /// <summary>The states of a place with so many sides: held, contested, besieged by each in turn, and unknown.</summary>
    public static ControlState[] StatesOf(int sides)
    {
        var states = new List<ControlState>();
        foreach (var status in (ReadOnlySpan<ControlStatus>)[ControlStatus.Held, ControlStatus.Contested, ControlStatus.Besieged])
            for (var side = 0; side < sides; side++) states.Add(new(status, side));
        states.Add(new(ControlStatus.Unknown, -1));
        return [.. states];
    }

    /// <summary>Logarithms of the chances, row from, column to.</summary>
    /// <param name="state">Index of the state's own side; -1 when it has none.</param>
    public double[] After(int sides, int state, int days)
    {
        if (_logs.TryGetValue((sides, state, days), out var logs)) return logs;
        if (!_powers.TryGetValue((sides, state), out var powers)) _powers[(sides, state)] = powers = Powers(StatesOf(sides), state);
        var n = 3 * sides + 1;
        double[]? chances = null;
        for (var bit = 0; bit < Doublings; bit++)
            if ((Math.Min(days, (1 << Doublings) - 1) >> bit & 1) != 0) chances = chances is null ? powers[bit] : Times(chances, powers[bit], n);
        logs = new double[n * n];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(Math.Max(1e-12, chances?[i] ?? (i % (n + 1) == 0 ? 1 : 0)));
        if (_logs.Count < MostKept) _logs[(sides, state, days)] = logs;
        return logs;
    }

    // One day, two days, four days, ...
    private double[][] Powers(ControlState[] states, int state)
    {
        var n = states.Length;
        var day = new double[n * n];
        for (var s = 0; s < n; s++)
        {
            var stays = 1.0;
            for (var to = 0; to < n; to++)
                if (to != s) stays -= day[s * n + to] = Rate(states[s], states[to], state);
            day[s * n + s] = stays;
        }
        var powers = new double[Doublings][];
        powers[0] = day;
        for (var k = 1; k < Doublings; k++) powers[k] = Times(powers[k - 1], powers[k - 1], n);
        return powers;
    }

    private static double[] Times(double[] a, double[] b, int n)
    {
        var product = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var k = 0; k < n; k++)
            {
                var x = a[i * n + k];
                for (var j = 0; j < n; j++) product[i * n + j] += x * b[k * n + j];
            }
        return product;
    }

    private double Rate(ControlState from, ControlState to, int state)
    {
        var same = from.Side == to.Side;
        return (from.Status, to.Status) switch
        {
            (ControlStatus.Held, ControlStatus.Held) => to.Side == state ? model.HeldToState : model.HeldToHeld,
            (ControlStatus.Held, ControlStatus.Contested) => same ? model.HeldToContested : model.HeldToHeld / 4,
            (ControlStatus.Held, ControlStatus.Besieged) => same ? model.HeldToBesieged : model.HeldToHeld / 8,
            (ControlStatus.Contested, ControlStatus.Held) => same ? model.ContestedToHolder : model.ContestedToOther,
            (ControlStatus.Contested, ControlStatus.Contested) => model.ContestedToOther / 4,
            (ControlStatus.Contested, ControlStatus.Besieged) => same ? model.ContestedToBesieged : model.ContestedToOther / 8,
            (ControlStatus.Besieged, ControlStatus.Held) => same ? model.BesiegedToHolder : model.BesiegedToOther,
            (ControlStatus.Besieged, ControlStatus.Contested) => same ? model.BesiegedToContested : model.BesiegedToOther / 4,
            (ControlStatus.Besieged, ControlStatus.Besieged) => model.BesiegedToOther / 8,
            (ControlStatus.Unknown, ControlStatus.Held) => model.UnknownToHeld,
            (ControlStatus.Unknown, _) => model.UnknownToHeld / 4,
            _ => model.HeldToUnknown,
        };
    }
}
