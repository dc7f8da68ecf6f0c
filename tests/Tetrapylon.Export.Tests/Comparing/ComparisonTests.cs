using System.Buffers;
using NodaTime;
using Tetrapylon.Export.Comparing;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Export.Tests.Comparing;

public sealed class ComparisonTests
{
    private const string Header = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,location,latitude,longitude,geo_precision,fatalities";
    private static readonly CompareRules Rules = CompareRules.Load(DataFolder.Shipped());
    private static readonly MergePolicy Policy = MergePolicy.Load(DataFolder.Shipped());

    [Fact]
    public void Events_are_found_in_both_in_ours_alone_and_in_theirs_alone()
    {
        var compared = Of([Shelled("a", "2019-05-06", 4), Shelled("b", "2019-05-20", 2)],
            "X1,2019-05-06,1,Explosions/Remote violence,Shelling/artillery/missile attack,Syria,Haroun,34.13,40.51,1,5",
            "X2,2019-05-12,1,Battles,Armed clash,Syria,Harun,34.12,40.5,1,0",
            "X3,2019-05-30,1,Battles,Armed clash,Syria,Harun,34.12,40.5,1,0");
        var both = Assert.Single(compared.Both);
        Assert.Equal(("X1", ContentId.Of("a")), (both.Theirs!.Id, both.Ours!.Id));
        Assert.True(both.Likeness > 0.9);
        Assert.Equal(["day same (1.00)", "place 1 km (1.00)", "type same sub-type (1.00)", "dead 4 against 5 (1.00)"], both.Because);
        Assert.Equal(ContentId.Of("b"), Assert.Single(compared.OursOnly).Ours!.Id);
        // The third lies after the last day of ours: nothing can be said of it.
        Assert.Equal("X2", Assert.Single(compared.TheirsOnly).Theirs!.Id);
    }

    [Theory]
    [InlineData("X,2019-05-10,1,Explosions/Remote violence,,Syria,Harun,34.12,40.5,1,4")]
    [InlineData("X,2019-05-06,1,Explosions/Remote violence,,Syria,Tell Abyad,36.7,38.95,1,4")]
    [InlineData("X,2019-05-06,1,Protests,Peaceful protest,Syria,Harun,34.12,40.5,1,4")]
    [InlineData("X,2019-05-06,1,Explosions/Remote violence,,Iraq,Harun,34.12,40.5,1,4")]
    public void Another_day_place_type_or_country_is_another_event(string row) => Assert.Empty(Of([Shelled("a", "2019-05-06", 4), Shelled("z", "2019-05-31", null)], row).Both);

    [Fact]
    public void Each_event_has_one_partner_the_likest()
    {
        var compared = Of([Shelled("a", "2019-05-06", 4), Shelled("b", "2019-05-06", 40)],
            "X1,2019-05-06,1,Explosions/Remote violence,,Syria,Harun,34.12,40.5,1,38", "X2,2019-05-06,1,Explosions/Remote violence,,Syria,Harun,34.12,40.5,1,4");
        Assert.Equal([("X1", ContentId.Of("b")), ("X2", ContentId.Of("a"))], compared.Both.Select(b => (b.Theirs!.Id!, b.Ours!.Id)));
    }

    [Fact]
    public void What_is_left_alone_names_the_nearest_there_was()
    {
        var compared = Of([Shelled("a", "2019-05-06", 4)],
            "X1,2019-05-06,1,Explosions/Remote violence,,Syria,Harun,34.12,40.5,1,4", "X2,2019-05-06,1,Explosions/Remote violence,,Syria,Harun,34.12,40.5,1,4");
        Assert.Equal("X2", Assert.Single(compared.TheirsOnly).Theirs!.Id);
        Assert.True(compared.TheirsOnly[0].Likeness > 0.9);
    }

    [Fact]
    public void A_line_of_json_keeps_its_names_in_order()
    {
        var lines = new List<string>();
        ComparisonJson.Write(Of([Shelled("a", "2019-05-06", 4)], "X1,2019-05-06,1,Explosions/Remote violence,,Syria,Harun,34.12,40.5,1,4"), line => lines.Add(JsonShape.Of(JsonShape.Parse(line))));
        Assert.Equal("found likeness because ours{id type sub_type start end place{text name id lat lon country admin1 precision} fatalities{low best high} sources quote}"
            + " theirs{line id type sub_type start end place region country lat lon fatalities actor recipient notes}", Assert.Single(lines));
    }

    private static Event Shelled(string id, string day, int? dead) => SampleRecord.Event with
    {
        Id = ContentId.Of(id),
        Days = DayRange.Of(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value),
        Fatalities = dead is { } n ? new(n, n, n + 2) : null,
    };

    private static Comparison Of(Event[] ours, params string[] rows) => Comparison.Of(ours, ForeignReaderTests.Read("acled", Header, rows).Events, Rules, Policy);
}
