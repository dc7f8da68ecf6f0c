using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Formats;

namespace Tetrapylon.Reading.Tests.Formats;

public sealed class JsonLinesFormatTests
{
    private static ReadResult Line(string json) => Reading.One(json, "file.jsonl:7", JsonLinesFormat.MediaType);

    [Fact]
    public void A_report_keeps_its_text_and_fields()
    {
        var report = Line("""{"id":"r1","published":"2019-08-11","text":"Shells hit Qatana. (BBC News) (AFP via Le Monde)","title":"T","url":"https://example.org/a","language":"en","context":["Civil war"]}""").Report!;
        Assert.Equal(("r1", new LocalDate(2019, 8, 11), "T"), (report.Id, report.PublishedOn!.Value, report.Title));
        Assert.Equal("Shells hit Qatana. (BBC News) (AFP via Le Monde)", report.Text);
        Assert.Equal("BBC News", report.Publisher);
        Assert.Equal(["BBC News", "AFP via Le Monde"], report.PublisherSpans.Select(s => s.Of(report.Text).ToString()));
        Assert.Equal(["Shells hit Qatana."], report.Texts(BlockKind.Body));
        Assert.Equal(["(BBC News) (AFP via Le Monde)"], report.Texts(BlockKind.Furniture));
        Assert.Equal(["Civil war"], report.Context);
    }

    [Theory]
    [InlineData("The army left the town (Operation Dawn)")]
    [InlineData("Three of them died (two at sea)")]
    public void Other_brackets_stay_in_the_body(string text)
    {
        var report = Line($$"""{"id":"r","published":null,"text":"{{text}}"}""").Report!;
        Assert.Empty(report.PublisherSpans);
        Assert.Equal([text], report.Texts(BlockKind.Body));
    }

    [Theory]
    [InlineData("""{"id":"r","published":"2019-02-30","text":"Shells hit Qatana."}""", "no-such-day")]
    [InlineData("""{"id":"r","published":"soon","text":"Shells hit Qatana."}""", "no-such-day")]
    [InlineData("""{"id":"r","published":null,"text":"Shells hit Qatana.","section":"x"}""", "unknown-field")]
    [InlineData("""{"id":"r","text":"Shells hit Qatana."}""", "no-day")]
    [InlineData("""{"id":"r","published":"","text":"Shells hit Qatana."}""", "no-day")]
    [InlineData("""{"published":null,"text":"Shells hit Qatana."}""", "no-id")]
    [InlineData("""{"id":"r","published":5,"text":"Shells hit Qatana."}""", "bad-field")]
    public void What_is_odd_is_said_and_the_rest_is_read(string json, string code)
    {
        var result = Line(json);
        Assert.Equal("Shells hit Qatana.", result.Report!.Text);
        Assert.Null(result.Report.PublishedOn);
        var issue = Assert.Single(result.Report.Issues);
        Assert.Equal(code, issue.Code);
        Assert.StartsWith("file.jsonl:7: ", issue.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"r","published":"2019-08-11","text":"Shells hit Qa""", "bad-json")]
    [InlineData("""[1,2]""", "bad-json")]
    [InlineData("""{"id":"r","text":"\ud800"}""", "bad-json")]
    [InlineData("""{"id":"r","text":"  "}""", "no-text")]
    [InlineData("""{"id":"r"}""", "no-text")]
    public void What_cannot_be_read_is_set_aside_with_its_line(string json, string code)
    {
        var aside = Line(json).SetAside!;
        Assert.Equal(code, aside.Code);
        Assert.StartsWith("file.jsonl:7: ", aside.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_in_the_texts_head_outranks_the_given_one()
    {
        var result = Line("""{"id":"r","published":"2019-08-12","text":"QATANA, Aug 11 (NNA) - Shells hit the town."}""");
        Assert.Equal((new LocalDate(2019, 8, 11), PublishedBasis.Dateline), (result.Report!.PublishedOn!.Value, result.Report.PublishedBasis!.Value));
        Assert.Contains("day-conflict", result.Codes());
        Assert.Equal([new LocalDate(2019, 8, 11), new LocalDate(2019, 8, 12)], result.Days.Select(d => d.Day));
    }

    [Theory]
    [InlineData("Last updated at Aug 11 2019 QATANA Shells hit the town on Sunday.", 11)]
    [InlineData("Last updated at Aug 112019 QATANA Shells hit the town on Sunday.", 11)]
    [InlineData("Last updated at Oct 11 2019 QATANA Shells hit the town on Sunday.", 8)]
    public void A_text_revised_within_days_tells_of_its_days_by_the_revision(string text, int day) =>
        Assert.Equal(new LocalDate(2019, 8, day), Line($$"""{"id":"r","published":"2019-08-08","text":"{{text}}"}""").Report!.PublishedOn!.Value);

    [Theory]
    [InlineData("Shells kill nine in Qatana NGO AFP Sunday 11 Aug 2019 Shells hit the market of Qatana.")]
    [InlineData("Sun Aug 11 2019 title: Shells kill nine. Shells hit the market of Qatana.")]
    [InlineData("August 11 2019 1849 UTC+3 Shells hit the market of Qatana. Nine people were killed and forty others were hurt when eleven shells fell on the stalls shortly before noon, the town's hospital said. The mayor told our correspondent that the shells had come from the hills to the west, where fighters who broke with the armistice in May have dug in; the army, he said, answered with rockets and closed the road to the capital until further notice. Schools stayed shut.")]
    public void A_date_that_heads_the_text_outranks_a_given_day_of_years_before(string text)
    {
        var result = Line($$"""{"id":"r","published":"2014-03-02","text":"{{text}}"}""");
        Assert.Equal(new LocalDate(2019, 8, 11), result.Report!.PublishedOn!.Value);
        Assert.Contains("day-conflict", result.Codes());
    }

    [Theory]
    [InlineData("Shells hit the market of Qatana on Sunday 11 Aug 2019, the mayor said.")]
    [InlineData("Shells hit Qatana Monday 11 Aug 2019 The mayor said so.")]
    [InlineData("11 August 2019 Qatana bombings: Two more people are arrested.")]
    [InlineData("The governor announces a curfew from August 9 - the third this year.")]
    [InlineData("The harbour is closed from August 9–30 for repairs.")]
    public void A_date_that_belongs_to_the_story_does_not_date_a_short_item(string text)
    {
        var result = Line($$"""{"id":"r","published":"2019-08-12","text":"{{text}}"}""");
        Assert.Equal(new LocalDate(2019, 8, 12), result.Report!.PublishedOn);
        Assert.Equal([text], result.Report.Texts(BlockKind.Body));
    }
}
