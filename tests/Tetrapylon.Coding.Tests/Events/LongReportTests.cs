using System.Diagnostics;
using Tetrapylon.Coding.Tests.Time;
using Tetrapylon.Knowledge.Loading;
using Xunit;

namespace Tetrapylon.Coding.Tests.Events;

/// <summary>What a report costs grows with its length, however dense it is with happenings.</summary>
public sealed class LongReportTests
{
    private static readonly Coder Coder = Coder.Load(DataFolder.Shipped(), Path.Combine(AppContext.BaseDirectory, "models"));
    private static readonly string[] Sentences =
    [
        "Gunmen attacked a police checkpoint in Quetta on Friday, killing five officers", "The army shelled the village of Hajin on Tuesday and captured two hills",
        "Protesters clashed with police in Dhaka after a bomb exploded near the market", "A suicide bomber killed nine people outside a mosque in Gao, the governor said",
    ];

    [Theory]
    [InlineData(". ")]
    [InlineData(" and ")]
    public void Eight_times_the_happenings_cost_no_more_than_about_eight_times_as_much(string joint)
    {
        Cost(40, joint);
        var told = new List<string>();
        // Other work may hold up one try; what grows too fast does so in each.
        for (var tries = 0; tries < 4; tries++)
        {
            var (few, many) = (Cost(40, joint), Cost(320, joint));
            // A square of it would be 64 times, a cube 512.
            if (many < 30 * few) return;
            told.Add($"{few} and {many} ms");
        }
        Assert.Fail(string.Join("; ", told));
    }

    // The least of three is nearest to what the work alone takes.
    private static double Cost(int happenings, string joint)
    {
        var text = string.Join(joint, Enumerable.Range(0, happenings).Select(n => Sentences[n % Sentences.Length])) + ".";
        return Enumerable.Range(0, 3).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            Assert.NotEmpty(Coder.Code(Reports.Read(text, "2017-03-02")).Claims);
            return watch.Elapsed.TotalMilliseconds;
        });
    }
}
