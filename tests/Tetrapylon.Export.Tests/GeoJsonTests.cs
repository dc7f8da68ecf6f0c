using System.Text.Json;
using NodaTime;

namespace Tetrapylon.Export.Tests;

public sealed class GeoJsonTests
{
    [Fact]
    public void A_point_is_longitude_then_latitude()
    {
        var feature = JsonShape.Parse(into => GeoJson.Events([SampleRecord.Event], into)).GetProperty("features")[0];
        Assert.Equal([40.5, 34.12346], feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal("Feature", feature.GetProperty("type").GetString());
    }

    [Fact]
    public void A_place_without_a_point_has_no_geometry()
    {
        var nowhere = SampleRecord.Event with { Place = new(null, "Qaryat", "SY", Model.GeoPrecision.Region) };
        Assert.Equal(JsonValueKind.Null, JsonShape.Parse(into => GeoJson.Events([nowhere], into)).GetProperty("features")[0].GetProperty("geometry").ValueKind);
    }

    [Theory]
    [InlineData("2018-12-31", "Rebels")]
    [InlineData("2019-05-06", "Army")]
    public void Control_shows_the_spell_of_the_day(string day, string holder)
    {
        var on = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        var feature = JsonShape.Parse(into => GeoJson.Control([SampleRecord.History], on, into)).GetProperty("features")[0];
        Assert.Equal(holder, feature.GetProperty("properties").GetProperty("holder").GetString());
    }

    [Fact]
    public void Control_before_the_first_spell_is_no_feature() =>
        Assert.Equal(0, JsonShape.Parse(into => GeoJson.Control([SampleRecord.History], new LocalDate(2000, 1, 1), into)).GetProperty("features").GetArrayLength());
}
