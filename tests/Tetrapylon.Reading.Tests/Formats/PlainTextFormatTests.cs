using System.Text;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Tests.Formats;

public sealed class PlainTextFormatTests
{
    private const string Story = """
         date 2016-04-05 Rebels have withdrawn from the hill town of Ruwaydah after a week of shelling.

        The army entered its outskirts at dawn, residents said.

        Life under siege – a baker remembers

        Two ambulances were hit on the road to the coast.

        Ruwaydah after the siege

        4 show all Ruwaydah after the siege

        1/4 Ruwaydah after the siege of the town A man carries bread past a burnt bus Getty

        2/4 Ruwaydah after the siege of the town Children at the old mill AFP/Getty Images

        3/4 Ruwaydah after the siege of the town Soldiers raise a flag Reuters

        4/4 Ruwaydah after the siege of the town The clock tower before the war EPA

        The governor promised repairs on Monday.
        """;

    [Theory]
    [InlineData("date 2016-04-05 Shells fell on the port.", "2016-04-05")]
    [InlineData("Date: 5 April 2016\nShells fell on the port.", "2016-04-05")]
    [InlineData("Tuesday, April 5, 2016 10:33 GMT\n\nShells fell on the port.", "2016-04-05")]
    [InlineData("Posted on 05.04.2016\nShells fell on the port.", "2016-04-05")]
    [InlineData("Fighting in the north\nBy Jane Doe\nPublished 5 April 2016\nShells fell on the port.", "2016-04-05")]
    [InlineData("IDLIB, April 5, 2016 (NNA) - Shells fell on the port.", "2016-04-05")]
    public void A_mark_in_the_head_dates_the_text(string text, string day)
    {
        var report = Reading.One(text).Report!;
        Assert.Equal(day, report.PublishedOn?.ToString("uuuu-MM-dd", null));
        Assert.Contains(report.Texts(BlockKind.Body), b => b.EndsWith("Shells fell on the port.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("On 5 April 2016 shells fell on the port.")]
    [InlineData("5 April 2016 was a bad day for the port.")]
    public void A_date_in_a_sentence_dates_nothing(string text)
    {
        var result = Reading.One(text);
        Assert.Null(result.Report!.PublishedOn);
        Assert.Contains("no-day", result.Codes());
    }

    [Fact]
    public void A_gallery_is_cut_into_counters_title_captions_and_credits()
    {
        var report = Reading.One(Story).Report!;
        Assert.Equal(["A man carries bread past a burnt bus Getty", "Children at the old mill AFP/Getty Images", "Soldiers raise a flag Reuters", "The clock tower before the war EPA"], report.Texts(BlockKind.Caption));
        Assert.Equal(["Getty", "AFP/Getty Images", "Reuters", "EPA"], report.Blocks.Where(b => b.Kind == BlockKind.Caption).Select(b => b.Credit!.Value.Of(report.Text).ToString()));
        Assert.Equal(4, report.Texts(BlockKind.Body).Length);
        Assert.Contains("Life under siege – a baker remembers", report.Texts(BlockKind.Furniture));
        Assert.Contains("4 show all Ruwaydah after the siege", report.Texts(BlockKind.Furniture));
        Assert.Contains("date 2016-04-05", report.Texts(BlockKind.Furniture));
    }

    [Theory]
    [InlineData("Photo 1 of 2: ", "Photo 2 of 2: ")]
    [InlineData("(1/2) ", "(2/2) ")]
    [InlineData("Slide 1/2 ", "Slide 2/2 ")]
    [InlineData("1 of 2\n", "2 of 2\n")]
    public void Counters_of_other_shapes_open_captions(string first, string second)
    {
        var report = Reading.One($"The bridge fell on Friday.\n\n{first}Smoke over the river (AP Photo/Jane Doe)\n\n{second}Boats at the quay Reuters\n\nThe mayor has left.").Report!;
        Assert.Equal(["Smoke over the river (AP Photo/Jane Doe)", "Boats at the quay Reuters"], report.Texts(BlockKind.Caption));
        Assert.Equal(["The bridge fell on Friday.", "The mayor has left."], report.Texts(BlockKind.Body));
    }

    [Theory]
    [InlineData("FILE PHOTO: Buses leave the quarter, May 3, 2016. REUTERS/Jane Doe", "REUTERS/Jane Doe")]
    [InlineData("Rescuers search a school after the strike. Photograph: Jane Doe/AP", "Photograph: Jane Doe/AP")]
    [InlineData("Refugees wait at the border (AFP)", "(AFP)")]
    public void Captions_without_a_counter_are_told_by_cue_or_credit(string caption, string credit)
    {
        var report = Reading.One($"The bridge fell on Friday.\n\n{caption}\n\nThe mayor has left.").Report!;
        var block = Assert.Single(report.Blocks, b => b.Kind == BlockKind.Caption);
        Assert.Equal(credit, block.Credit!.Value.Of(report.Text).ToString());
    }

    [Fact]
    public void Blocks_lie_in_order_and_leave_out_nothing_but_blanks()
    {
        var report = Reading.One(Story).Report!;
        var at = 0;
        foreach (var block in report.Blocks)
        {
            Assert.True(report.Text.AsSpan(at, block.Span.Start - at).IsWhiteSpace());
            at = block.Span.End;
        }
        Assert.True(report.Text.AsSpan(at).IsWhiteSpace());
    }

    [Fact]
    public void A_bulletin_without_full_stops_stays_body()
    {
        var report = Reading.One("Clashes east of the canal\nThree killed at the checkpoint of Bab\nRoad to the airport closed").Report!;
        Assert.Equal(3, report.Texts(BlockKind.Body).Length);
    }

    [Fact]
    public void A_short_first_line_without_full_stop_is_the_headline()
    {
        var report = Reading.One("Army takes the hill town of Ruwaydah\n\nThe army took the town on Sunday.\n\nNo one was hurt.").Report!;
        Assert.Equal("Army takes the hill town of Ruwaydah", report.Title);
        Assert.Equal(BlockKind.Headline, report.Blocks[0].Kind);
    }

    [Fact]
    public void Latin_1_and_mixed_bytes_are_read_with_an_issue()
    {
        var latin = Assert.Single(Reading.Of(TextDecoder.Windows1252.GetBytes("Überfall auf die Brücke.\n"), "latin.txt"));
        Assert.Equal("Überfall auf die Brücke.\n", latin.Report!.Text);
        Assert.Contains("not-utf8", latin.Codes());
        var mixed = Assert.Single(Reading.Of([.. Encoding.UTF8.GetBytes("Überfall.\n"), .. TextDecoder.Windows1252.GetBytes("Brücke.\n")], "mixed.txt"));
        Assert.Equal("Überfall.\nBrücke.\n", mixed.Report!.Text);
        Assert.Contains("mixed-encodings", mixed.Codes());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Utf_16_is_read_with_and_without_its_mark(bool bigEndian, bool mark)
    {
        var encoding = new UnicodeEncoding(bigEndian, mark);
        var result = Assert.Single(Reading.Of([.. encoding.GetPreamble(), .. encoding.GetBytes("date 2016-04-05 Shells fell on the port.")], "wide.txt"));
        Assert.Equal(new LocalDate(2016, 4, 5), result.Report!.PublishedOn);
    }

    [Theory]
    [InlineData("date 2019-02-31 Shells fell on the port.", "2019-02-31")]
    [InlineData("Date: 31 February 2019\n\nShells fell on the port.", "31 February 2019")]
    [InlineData("Published on Monday 13.13.2019\n\nShells fell on the port.", "13.13.2019")]
    public void A_first_line_with_a_day_that_no_calendar_has_is_told_and_dates_nothing(string text, string day)
    {
        var report = Reading.One(text).Report!;
        Assert.Null(report.PublishedOn);
        Assert.Equal(["Shells fell on the port."], report.Texts(BlockKind.Body));
        var issue = Assert.Single(report.Issues);
        Assert.Equal("no-such-day", issue.Code);
        Assert.Contains($"'{day}'", issue.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Date palms burnt on 2019-02-31, the mayor said.")]
    [InlineData("Posted 5000-6000-7000 men to the border.")]
    public void Words_that_only_look_like_such_a_line_stay_body(string text) => Assert.Equal([text], Reading.One(text).Report!.Texts(BlockKind.Body));

    [Fact]
    public void Empty_and_binary_files_are_set_aside()
    {
        Assert.Equal("empty", Assert.Single(Reading.Of([], "a.txt")).SetAside!.Code);
        Assert.Equal("empty", Assert.Single(Reading.Of(" \n\n "u8.ToArray(), "a.txt")).SetAside!.Code);
        var noise = new byte[4000];
        new Random(7).NextBytes(noise);
        Assert.Equal("binary", Assert.Single(Reading.Of(noise, "a.txt")).SetAside!.Code);
    }
}
