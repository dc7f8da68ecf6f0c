using System.Text.Json;

namespace Tetrapylon.Export.Tests;

/// <summary>The shapes of the record's views, as frozen as those of the reports.</summary>
public sealed class RecordShapeTests
{
    [Fact]
    public void The_line_of_control_keeps_its_names_in_order()
    {
        var line = JsonShape.Parse(into => ControlJson.Write(SampleRecord.History, into));
        Assert.Equal("place names place_id country lat lon spells[holder actor_id status from to from_precision known_since confidence claims]", JsonShape.Of(line));
        Assert.Equal("held", line.GetProperty("spells")[0].GetProperty("status").GetString());
        Assert.Equal("2019-05-06", line.GetProperty("spells")[0].GetProperty("to").GetString());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("spells")[1].GetProperty("to").ValueKind);
        Assert.Equal("month", line.GetProperty("spells")[0].GetProperty("from_precision").GetString());
    }

    [Fact]
    public void The_line_of_events_keeps_its_names_in_order() => Assert.Equal(
        "id type sub_type plover status actors[name kind actor_id] recipients[name kind actor_id] place{text name id lat lon country admin1 precision}"
        + " date{start end precision basis} fatalities{low best high} injured weapons sources[name kind party claims] values[field value canonical sources claims]"
        + " claims quote known_since confidence",
        JsonShape.Of(JsonShape.Parse(into => EventJson.Write(SampleRecord.Event, into))));

    [Fact]
    public void The_line_of_damage_keeps_its_names_in_order() => Assert.Equal(
        "id site site_id component place place_id country status effect severity extent cause cause_type agent{name kind actor_id} agent_certainty"
        + " last_known_intact first_known_damaged basis condition_after held_then{holder actor_id status from to} known_since confidence claims contradicts quote",
        JsonShape.Of(JsonShape.Parse(into => DamageJson.Write(SampleRecord.Damage, into))));

    [Fact]
    public void The_line_of_plover_keeps_its_names_in_order()
    {
        var told = SampleRecord.Event with { Plover = new("ASSAULT", "explosives", "military") };
        Assert.True(PloverJson.Has(told));
        Assert.False(PloverJson.Has(told with { Plover = null }));
        Assert.Equal(
            "event_id event_date event_date_end event_type event_mode contexts actor[name kind actor_id] recipient[name kind actor_id]"
            + " location{placename province country latitude longitude geonames_id raw_placename} magnitude{dead injured} sources publication_date text confidence",
            JsonShape.Of(JsonShape.Parse(into => PloverJson.Write(told, into))));
    }
}
