using System.Diagnostics;
using Tetrapylon.Fuzz;

namespace Tetrapylon.Reading.Tests.Fuzzing;

/// <summary>What the fuzzer starts from, and all that ever broke a reader.</summary>
public sealed class SeedTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string> Seeds
    {
        get
        {
            var seeds = new TheoryData<string, string>();
            foreach (var target in Target.All)
                foreach (var file in Directory.GetFiles(target.Seeds).Order(StringComparer.Ordinal)) seeds.Add(target.Name, Path.GetFileName(file));
            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Is_read_soundly(string name, string seed)
    {
        var target = Target.All.Single(t => t.Name == name);
        // What a target loads when it is first asked is not the seed's time.
        _ = target.Read("x"u8.ToArray()).Count();
        var clock = Stopwatch.StartNew();
        foreach (var result in target.Read(File.ReadAllBytes(Path.Combine(target.Seeds, seed)))) SoundReport.Check(result);
        Assert.True(clock.Elapsed < Longest, $"{seed} took {clock.Elapsed}");
    }

    [Fact]
    public void Every_target_has_seeds() => Assert.All(Target.All, t => Assert.NotEmpty(Directory.GetFiles(t.Seeds)));
}
