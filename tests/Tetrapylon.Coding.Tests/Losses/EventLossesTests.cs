using Tetrapylon.Coding.Losses;
using Tetrapylon.Coding.Tests.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Losses;

public sealed class EventLossesTests
{
    private static readonly LossReader Reader = LossReader.Load(DataFolder.Shipped());
    private static readonly EventLosses Shipped = EventLosses.Load(Reader, Path.Combine(AppContext.BaseDirectory, "models"));

    // The dead of the happenings told by the given words of a text.
    private static string Dead(string text, params (string Word, string SubType)[] happenings)
    {
        var document = Reports.Read(text, "2017-03-02");
        int Token(string word) => Enumerable.Range(0, document.Tokens.Length).First(t => document.Tokens[t].Lower == word);
        var dead = Shipped.Of(document, Reader.Find(document), [.. happenings.Select(h => (new Tetrapylon.Coding.Events.Anchor(Token(h.Word), Token(h.Word), Token(h.Word) + 1, h.SubType), ClaimStatus.Asserted))]);
        return string.Join(" ", dead.Select(d => d.Dead is null ? "-" : $"{d.Dead.Best}"));
    }

    [Fact]
    public void Each_happening_has_the_figure_told_of_it() =>
        Assert.Equal("14 6", Dead("A car bomb killed 14 people in Dahra. Gunmen attacked a checkpoint in Rasak and killed six policemen.", ("bomb", "Remote explosive/landmine/IED"), ("attacked", "Armed clash")));

    [Fact]
    public void A_figure_goes_to_the_blast_and_not_to_the_arrest_told_beside_it() =>
        Assert.Equal("- 14", Dead("Police arrested two men over a car bomb that killed 14 people in Dahra.", ("arrested", "Arrests"), ("bomb", "Remote explosive/landmine/IED")));

    [Fact]
    public void No_figure_is_told_of_two_happenings() =>
        Assert.Equal(1, Dead("Militants attacked a convoy and shelled a post in Dahra, killing 12 soldiers.", ("attacked", "Armed clash"), ("shelled", "Shelling/artillery/missile attack")).Split(' ').Count(d => d == "12"));

    [Fact]
    public void Late_happenings_of_a_long_report_have_their_figures_too()
    {
        var text = string.Join(" ", Enumerable.Range(0, 120).Select(n => $"A car bomb killed {n + 3} people in Dahra."));
        var document = Reports.Read(text, "2017-03-02");
        var bombs = Enumerable.Range(0, document.Tokens.Length).Where(t => document.Tokens[t].Lower == "bomb");
        var losses = Shipped.Of(document, Reader.Find(document), [.. bombs.Select(t => (new Tetrapylon.Coding.Events.Anchor(t, t, t + 1, "Remote explosive/landmine/IED"), ClaimStatus.Asserted))]);
        Assert.True(losses.Skip(90).Count(l => l.Dead is not null) > 10);
    }

    [Fact]
    public void Where_nobody_is_said_to_have_died_there_is_no_figure() => Assert.Equal("-", Dead("Rebels shelled Dahra on Monday.", ("shelled", "Shelling/artillery/missile attack")));
}
