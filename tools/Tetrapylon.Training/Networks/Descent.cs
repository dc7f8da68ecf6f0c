namespace Tetrapylon.Training.Networks;

/// <summary>Steps down the slopes of a loss: warming up at first, shorter towards the end, and never along slopes too steep together.</summary>
internal sealed class Descent(Parameter[] parameters, float rate, int warmUp)
{
    // Slopes that are longer together are shortened to this.
    private const double Steepest = 5;

    private int _step;

    /// <param name="steps">How many steps there will be in all.</param>
    public void Step(int steps)
    {
        _step++;
        var now = rate * Math.Min(1, _step / (float)warmUp) * Math.Max(0.01f, 1 - _step / (float)steps);
        var scale = (float)Math.Min(1, Steepest / Math.Max(1e-9, Math.Sqrt(parameters.Sum(p => p.Steepness()))));
        foreach (var parameter in parameters) parameter.Learn(now, scale, _step);
    }
}
