using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-x", "'-x")]
    [InlineData("@sum", "'@sum")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void No_text_of_a_report_becomes_a_formula(string text, string cell) => Assert.Equal(cell, CsvTable.Harmless(text));

    [Fact]
    public void Numbers_keep_their_sign()
    {
        var west = SampleRecord.Event with { Place = SampleRecord.Event.Place! with { Place = SampleClaims.Harun with { Longitude = -3.25 } } };
        Assert.Contains(",-3.25,", Acled(west).Rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Acled_rows_have_acleds_columns()
    {
        var (header, rows) = Acled(SampleRecord.Event);
        Assert.Equal("event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp", header);
        Assert.Equal(SampleRecord.Event.Id + ",2019-05-06,2019,1,Political violence,Explosions/Remote violence,Shelling/artillery/missile attack,Army,Allied militia,State forces,"
            + "\"'=HYPERLINK(\"\"x\"\")\",,Rebel group,State forces-Rebel group,,,,Syria,Homs,,,Harun,34.12346,40.5,1,monitor; Army,,\"Army shells Harun, \"\"again\"\"\",4,claims=2; sources=2; confidence=0.90,1557187200", Assert.Single(rows));
    }

    [Fact]
    public void What_was_denied_or_announced_is_no_row()
    {
        Assert.Empty(Acled(SampleRecord.Event with { Status = ClaimStatus.Planned }).Rows);
        Assert.Empty(Ucdp(SampleRecord.Event with { Status = ClaimStatus.Negated }).Rows);
    }

    [Fact]
    public void A_toll_nobody_told_is_an_empty_cell_not_a_zero() =>
        Assert.Contains(",,claims=2", Acled(SampleRecord.Event with { Fatalities = null }).Rows[0], StringComparison.Ordinal);

    [Fact]
    public void Ucdp_rows_have_ucdps_columns_and_only_events_with_dead()
    {
        var (header, rows) = Ucdp(SampleRecord.Event);
        Assert.StartsWith("id,relid,year,active_year,code_status,type_of_violence,", header, StringComparison.Ordinal);
        Assert.EndsWith("deaths_unknown,best,high,low,gwnoa,gwnob", header, StringComparison.Ordinal);
        Assert.Equal(49, header.Split(',').Length);
        Assert.Contains("POINT (40.5 34.12346),179002,Syria", Assert.Single(rows), StringComparison.Ordinal);
        Assert.EndsWith(",1,1,2019-05-06,2019-05-06,0,0,0,4,4,6,3,,", rows[0], StringComparison.Ordinal);
        Assert.Empty(Ucdp(SampleRecord.Event with { Fatalities = null }).Rows);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 3)]
    [InlineData(31, 4)]
    [InlineData(365, 5)]
    public void Ucdps_date_precision_is_the_length_of_the_range(int days, int precision)
    {
        var start = new LocalDate(2019, 1, 1);
        Assert.Equal(precision, UcdpCsv.DatePrecision(new(start, start.PlusDays(days - 1), DatePrecision.Range)));
    }

    [Theory]
    [InlineData(ActorKind.StateForces, ActorKind.RebelGroup, 1)]
    [InlineData(ActorKind.RebelGroup, ActorKind.PoliticalMilitia, 2)]
    [InlineData(ActorKind.RebelGroup, ActorKind.Civilians, 3)]
    public void Ucdps_type_of_violence_follows_the_sides(ActorKind one, ActorKind two, int type) =>
        Assert.Equal(type, UcdpCsv.Violence(SampleRecord.Event with { Actors = [new("a", one, null)], Recipients = [new("b", two, null)] }));

    // A cell of the grid is told by its south-west corner: 34.0 N 40.5 E is row 248, column 441.
    [Fact]
    public void Prio_grid_cells_count_from_the_south_west() => Assert.Equal((248 * 720) + 441 + 1, UcdpCsv.PrioGrid(34.2, 40.7));

    [Fact]
    public void Hxl_has_a_row_of_hashtags_below_the_header_one_a_column()
    {
        var (header, rows) = Lines(into => HxlCsv.Write([SampleRecord.Event], SampleRecord.Countries, into));
        Assert.Equal(2, rows.Length);
        Assert.All(rows[0].Split(','), tag => Assert.Matches("^#[a-z0-9]+([+][a-z0-9_]+)*$", tag));
        Assert.Equal(header.Split('"').Where((_, i) => i % 2 == 0).Sum(p => p.Count(c => c == ',')), rows[0].Count(c => c == ','));
        Assert.Contains("#affected+killed", rows[0], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", rows[1], StringComparison.Ordinal);
        Assert.Contains(",4,3,6,", rows[1], StringComparison.Ordinal);
    }

    private static (string Header, string[] Rows) Acled(Event happening) => Lines(into => AcledCsv.Write([happening], SampleRecord.Countries, into));

    private static (string Header, string[] Rows) Ucdp(Event happening) => Lines(into => UcdpCsv.Write([happening], SampleRecord.Countries, into));

    private static (string, string[]) Lines(Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        return (lines[0], lines[1..]);
    }
}
