using System.Runtime.Intrinsics;
using Tetrapylon.Language.Networks;

namespace Tetrapylon.Language.Tests.Networks;

public sealed class ActivationTests
{
    [Theory]
    [InlineData(-40)]
    [InlineData(-8)]
    [InlineData(-2.5)]
    [InlineData(-0.01)]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(7.9)]
    [InlineData(300)]
    public void The_curves_are_the_true_ones_to_six_digits(float x)
    {
        Assert.Equal(Math.Tanh(x), Activation.Tanh(Vector512.Create(x))[0], 1e-6);
        Assert.Equal(1 / (1 + Math.Exp(-x)), Activation.Sigmoid(Vector512.Create(x))[5], 1e-6);
    }
}
