using NodaTime;
using Tetrapylon.Export.Comparing;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests.Comparing;

public sealed class ForeignReaderTests
{
    private static readonly Dictionary<string, string> Countries = ForeignReader.CountryNames([("SY", ["Syria", "Syrian Arab Republic"]), ("IQ", ["Iraq"]), ("CD", ["DR Congo", "Democratic Republic of the Congo"])]);

    [Fact]
    public void The_present_columns_of_acled_are_read()
    {
        var (events, issues) = Read("acled",
            "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,country,admin1,location,latitude,longitude,geo_precision,notes,fatalities",
            "SYR1,2021-05-06,2021,1,Political violence,Battles,Armed clash,Rebels,Syria,Homs,Harun,34.1,40.5,1,\"Clash, with \"\"many\"\" shots\nover two lines\",3");
        Assert.Empty(issues);
        var read = Assert.Single(events);
        Assert.Equal(("SYR1", new LocalDate(2021, 5, 6), "SY", "Harun", 3), (read.Id, read.Start, read.Country, read.Place, read.Dead!.Value));
        Assert.Equal(["Battles"], read.Types);
        Assert.Equal("Clash, with \"many\" shots\nover two lines", read.Notes);
    }

    // Before 2024: capitals, another order, days in words, the types of the old codebook.
    [Fact]
    public void An_earlier_generation_of_acled_in_capitals_and_another_order_is_read()
    {
        var (events, _) = Read("acled",
            "FATALITIES,LONGITUDE,LATITUDE,LOCATION,COUNTRY,EVENT_TYPE,TIME_PRECISION,EVENT_DATE,EVENT_ID_CNTY,ISO",
            "0,40.5,34.1,Harun,Syria,Battle-Government regains territory,2,06 May 2017,9SYR,760",
            "7,40.5,34.1,Harun,Syria,Riots/Protests,1,7-May-17,10SYR,760");
        Assert.Equal("Government regains territory", events[0].SubType);
        Assert.Null(events[0].Dead);
        Assert.Equal(new LocalDate(2017, 4, 30), events[0].Start);
        Assert.Equal(new LocalDate(2017, 5, 12), events[0].End);
        Assert.Equal(["Protests", "Riots"], events[1].Types);
        Assert.Equal(new LocalDate(2017, 5, 7), events[1].Start);
    }

    [Fact]
    public void Both_old_and_new_versions_of_ged_are_read()
    {
        var (late, _) = Read("ged",
            "id,relid,year,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,best,high,low",
            "55,SYR-1,2016,1,Army,Rebels,1,Harun,Homs,34.1,40.5,Syria,1,2016-05-06 00:00:00.000,2016-05-07 00:00:00.000,0,4,0");
        var (early, _) = Read("ged", "eventid;best_est;date_start;date_end;lat;lon;type_of_violence;country", "66;12;5/6/1997;5/26/1997;-4.3;15.3;3;DR Congo (Zaire)");
        Assert.Equal((0, new LocalDate(2016, 5, 7)), (late[0].Dead!.Value, late[0].End));
        Assert.Equal("Violence against civilians", early[0].Types[0]);
        Assert.Equal(("CD", new LocalDate(1997, 5, 6), 12), (early[0].Country, early[0].Start, early[0].Dead!.Value));
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_set_aside_by_line_and_code()
    {
        var (events, issues) = Read("acled", "event_id_cnty,event_date,location,latitude,longitude,fatalities",
            "A,2021-02-30,Harun,34,40,1", "B,2021-02-28,,,,1", "C,2021-02-28,Harun,34,40,many", "D,2021-02-28,Harun,34", "E,2021-02-28,Harun,134,40,2", "E,2021-03-01,Harun,34,40,2", "F,\"2021-02-28,Harun");
        Assert.Equal("E", Assert.Single(events).Id);
        Assert.Null(events[0].Latitude);
        Assert.Equal(["row-day line 2", "row-place line 3", "row-figure line 4", "row-width line 5", "row-repeated line 7", "row-unclosed line 8"], issues.Where(i => i.SetAside).Select(i => $"{i.Code} {i.Message.Split(':')[0]}"));
        Assert.Contains(issues, i => i is { Code: "column-missing", SetAside: false });
    }

    [Fact]
    public void Days_and_months_that_no_row_tells_apart_are_not_guessed()
    {
        var (events, issues) = Read("acled", "event_date,location", "03/04/2021,Harun", "05/05/2021,Harun");
        Assert.Equal(new LocalDate(2021, 5, 5), Assert.Single(events).Start);
        Assert.Contains("which of its numbers is the month", Assert.Single(issues, i => i.Code == "row-day").Message, StringComparison.Ordinal);
        Assert.Equal(2, Read("acled", "event_date,location", "03/04/2021,Harun", "25/04/2021,Harun").Events.Count);
    }

    [Fact]
    public void A_file_of_another_sort_is_refused() => Assert.Throws<FormatException>(() => Read("acled", "name,address", "a,b"));

    [Fact]
    public void A_quote_that_never_closes_does_not_swallow_a_file_without_end()
    {
        var rows = Enumerable.Range(0, 200_000).Select(i => "2021-02-28,Harun").Prepend("2021-02-28,\"Harun");
        var (events, issues) = Read("acled", "event_date,location", [.. rows]);
        Assert.True(events.Count > 100_000);
        Assert.Single(issues, i => i.Code == "row-unclosed");
    }

    internal static (List<ForeignEvent> Events, List<Issue> Issues) Read(string format, string header, params string[] rows)
    {
        var issues = new List<Issue>();
        var text = "\uFEFF" + header + "\r\n" + string.Join("\r\n", rows) + "\r\n";
        return (new ForeignReader(ExchangeFormat.Load(DataFolder.Shipped(), format), Countries).Read(() => new StringReader(text), issues.Add), issues);
    }
}
