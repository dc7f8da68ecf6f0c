using System.Text;
using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

/// <summary>Other programs read these shapes by name: a change here is a change of the published contract.</summary>
public sealed class WireShapeTests
{
    private const string Event =
        "id type sub_type plover{type mode context} status actors[name kind actor_id start end] recipients[name kind actor_id start end]"
        + " place{text name id lat lon country admin1 precision start end reason} date{start end precision text basis}"
        + " fatalities{low best high start end} injured weapons[name kind start end] attribution[name kind start end]"
        + " control{holder change} damage{site site_id component effect severity extent} evidence{text start end} confidence because";

    [Fact]
    public void The_line_of_code_keeps_its_names_in_order() =>
        Assert.Equal($"schema id published publisher title language blocks[kind start end] events[{Event}] roles{{PerpInd PerpOrg Target Victim Weapon}}", JsonShape.Of(Coded(SampleClaims.Claim)));

    [Fact]
    public void Events_of_plover_stand_last_and_only_where_they_were_asked_for()
    {
        var claim = SampleClaims.Claim;
        var told = new PloverEvent(new("SANCTION", "expel", "diplomatic"), claim.Id, claim.Actors, claim.Recipients, claim.Place, claim.Date, claim.Evidence[0], 0.9, ["'expelled' with 'diplomats': SANCTION"]);
        var line = JsonShape.Of(JsonShape.Parse(into => ReportJson.Write(new(SampleClaims.Report, [claim]), into, [told])));
        Assert.Equal(
            $"schema id published publisher title language blocks[kind start end] events[{Event}] roles{{PerpInd PerpOrg Target Victim Weapon}}"
            + " plover_events[type mode context claim actors[name kind actor_id start end] recipients[name kind actor_id start end]"
            + " place{text name id lat lon country admin1 precision start end reason} date{start end precision text basis} evidence{text start end} confidence because]",
            line);
    }

    [Fact]
    public void The_line_of_claims_keeps_its_names_in_order() =>
        Assert.Equal($"report published publisher block {Event}", JsonShape.Of(JsonShape.Parse(into => ClaimJson.Write(SampleClaims.Claim, SampleClaims.Text, into))));

    [Fact]
    public void The_line_of_read_keeps_its_names_in_order()
    {
        var line = JsonShape.Parse(into => ReadJson.Write(SampleClaims.Report, into));
        Assert.Equal("id title byline publisher published published_basis updated language blocks[kind text start end credit] issues[code message]", JsonShape.Of(line));
        Assert.Equal("Headline", line.GetProperty("blocks")[0].GetProperty("kind").GetString());
        Assert.Equal("json_ld", line.GetProperty("published_basis").GetString());
    }

    [Fact]
    public void The_line_of_mentions_keeps_its_names_in_order()
    {
        var time = new TimeExpression(SampleClaims.At("Monday"), 4, 5, TimeKind.Date, "2019-05-06", null, null, DateBasis.Resolved, "weekday");
        var actor = new ActorMention(SampleClaims.At("Army"), 0, 1, 0, "Army", ActorKind.StateForces, null, true, "unlinked");
        var line = JsonShape.Parse(into => MentionsJson.Write(SampleClaims.Report, [time], [SampleClaims.Mention], [actor], into));
        Assert.Equal("id times[text start end type value mod] places[text start end id name lat lon country reason] actors[text start end name kind actor_id reason]", JsonShape.Of(line));
        Assert.Equal("DATE", line.GetProperty("times")[0].GetProperty("type").GetString());
    }

    [Fact]
    public void Offsets_count_code_points_not_code_units()
    {
        var evidence = Coded(SampleClaims.Claim).GetProperty("events")[0].GetProperty("evidence");
        var runes = SampleClaims.Text.EnumerateRunes().Skip(evidence.GetProperty("start").GetInt32())
            .Take(evidence.GetProperty("end").GetInt32() - evidence.GetProperty("start").GetInt32());
        Assert.Equal("Army shells Harun on Monday", string.Concat(runes));
        Assert.Equal(3, evidence.GetProperty("start").GetInt32());
    }

    [Fact]
    public void Names_are_the_codebooks_words()
    {
        var coded = Coded(SampleClaims.Claim).GetProperty("events")[0];
        Assert.Equal("siege lifted", coded.GetProperty("control").GetProperty("change").GetString());
        Assert.Equal("state_forces", coded.GetProperty("actors")[0].GetProperty("kind").GetString());
        Assert.Equal("asserted", coded.GetProperty("status").GetString());
        Assert.Equal("resolved", coded.GetProperty("date").GetProperty("basis").GetString());
        Assert.Equal("exact", coded.GetProperty("place").GetProperty("precision").GetString());
    }

    [Theory]
    [InlineData(ControlChange.Gained, "gained")]
    [InlineData(ControlChange.Lost, "lost")]
    [InlineData(ControlChange.Contested, "contested")]
    [InlineData(ControlChange.Besieged, "besieged")]
    [InlineData(ControlChange.SiegeLifted, "siege lifted")]
    [InlineData(ControlChange.Holds, "holds")]
    public void Every_change_of_control_has_its_word(ControlChange change, string word) =>
        Assert.Equal(word, Coded(SampleClaims.Claim with { Control = new(null, change) }).GetProperty("events")[0].GetProperty("control").GetProperty("change").GetString());

    [Fact]
    public void What_the_text_does_not_say_is_null()
    {
        var bare = SampleClaims.Claim with { Place = null, Date = null, Fatalities = null, Control = null, Damage = null, Plover = null };
        var coded = Coded(bare).GetProperty("events")[0];
        foreach (var name in new[] { "place", "date", "fatalities", "injured", "control", "damage", "plover" })
            Assert.Equal(JsonValueKind.Null, coded.GetProperty(name).ValueKind);
    }

    [Fact]
    public void A_country_alone_has_neither_text_nor_name()
    {
        var place = Coded(SampleClaims.Claim with { Place = new(null, "SY", "only the country is clear") }).GetProperty("events")[0].GetProperty("place");
        Assert.Equal(JsonValueKind.Null, place.GetProperty("text").ValueKind);
        Assert.Equal(JsonValueKind.Null, place.GetProperty("name").ValueKind);
        Assert.Equal("SY", place.GetProperty("country").GetString());
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_text_still_gives_a_line()
    {
        var broken = SampleClaims.Report with { Title = "half \ud83d a pair" };
        Assert.Equal("half \ufffd a pair", JsonShape.Parse(into => ReportJson.Write(new(broken, []), into)).GetProperty("title").GetString());
    }

    [Fact]
    public void Letters_of_other_scripts_are_written_as_they_are()
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        ReportJson.Write(new(SampleClaims.Report with { Title = "تدمر" }, []), bytes);
        Assert.Contains("تدمر", Encoding.UTF8.GetString(bytes.WrittenSpan), StringComparison.Ordinal);
    }

    private static JsonElement Coded(Claim claim) =>
        JsonShape.Parse(into => ReportJson.Write(new(SampleClaims.Report, [claim]), into));
}
