using Tetrapylon.Coding.Time;

namespace Tetrapylon.Coding.Tests.Time;

public sealed class TimeRuleTests
{
    [Fact]
    public void Every_example_of_the_rule_files_reads_as_it_says()
    {
        var wrong = new List<string>();
        foreach (var rule in Reports.Tagger.Rules)
            foreach (var row in rule.Examples.Concat(rule.Counterexamples))
            {
                var example = TimeExample.Parse(row);
                var document = Reports.Read(example.Text, example.Day);
                var found = Reports.Tagger.Tag(document);
                if (!found.Select(t => (t.Span, t.Value)).SequenceEqual(example.Expected))
                    wrong.Add($"{rule.Name}: '{row}' reads as {string.Join(", ", found.Select(t => $"{document.TextOf(t.Span)}={t.Value}"))}");
            }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("[a (b|c)? d]", 3)]
    [InlineData("x? [MONTH ,? YEAR]", 4)]
    public void A_pattern_unfolds_into_its_choices(string pattern, int choices) =>
        Assert.Equal(choices, TimePattern.Unfold(pattern, new Dictionary<string, string>()).Count);

    [Theory]
    [InlineData("[a", "']'")]
    [InlineData("a b", "marks none")]
    [InlineData("[a (b]", "')'")]
    [InlineData("[{nothing}]", "no phrase")]
    public void A_pattern_that_is_not_well_formed_is_refused_with_a_reason(string pattern, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => TimePattern.Unfold(pattern, new Dictionary<string, string>())).Message, StringComparison.Ordinal);
}
