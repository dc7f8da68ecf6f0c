using Tetrapylon.Training.Networks;

namespace Tetrapylon.Training.Tests.Networks;

/// <summary>Slopes measured by small steps, to hold against those that were reckoned.</summary>
internal static class Slopes
{
    private const double Step = 0.01;

    /// <summary>How steeply a loss rises in a direction of one parameter.</summary>
    public static double Rise(Func<double> loss, Parameter parameter, float[] direction, double length)
    {
        var kept = parameter.Value.ToArray();
        double Loss(double step)
        {
            for (var i = 0; i < kept.Length; i++) parameter.Value[i] = (float)(kept[i] + step * direction[i] / length);
            parameter.Pack();
            return loss();
        }
        var rise = (Loss(Step) - Loss(-Step)) / (2 * Step);
        kept.CopyTo(parameter.Value, 0);
        parameter.Pack();
        return rise;
    }
}
