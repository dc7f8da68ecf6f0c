using System.Buffers;
using System.Text;
using System.Text.Json;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

public sealed class FollowTheMoneyTests
{
    private static readonly FollowTheMoney Exporter = new(ActorDictionary.Load(DataFolder.Shipped()), SampleRecord.Countries);

    private static readonly Event Event = SampleRecord.Event with
    {
        Actors = [new("Hezbollah", ActorKind.RebelGroup, "hezbollah"), new("gunmen", ActorKind.Unidentified, null)],
        Recipients = [new("Salim Haddad", ActorKind.Individual, null), new("Harun Brigade", ActorKind.RebelGroup, null)],
    };

    [Fact]
    public void An_event_names_its_place_and_the_bodies_and_persons_that_have_names()
    {
        var lines = Lines(Exporter.Entities, Event);
        Assert.Equal(["Event", "Organization", "Person", "Organization", "Address"], lines.Select(l => l.GetProperty("schema").GetString()));
        var properties = lines[0].GetProperty("properties");
        Assert.Equal("2019-05-06", properties.GetProperty("date")[0].GetString());
        Assert.Equal("sy", properties.GetProperty("country")[0].GetString());
        Assert.Equal(lines.Skip(1).Take(3).Select(l => l.GetProperty("id").GetString()), properties.GetProperty("involved").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(lines[4].GetProperty("id").GetString(), properties.GetProperty("addressEntity")[0].GetString());
        Assert.Contains("Killed: 4 (told from 3 to 6)", properties.GetProperty("notes").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal("2019-05-07", lines[0].GetProperty("first_seen").GetString());
    }

    [Fact]
    public void An_actor_of_two_events_is_one_entity_and_a_person_without_id_is_not()
    {
        var lines = Lines(Exporter.Entities, Event, Event with { Id = ContentId.Of("another") });
        Assert.Single(lines, l => l.GetProperty("id").GetString() == "tetrapylon-actor-hezbollah");
        Assert.Equal(2, lines.Where(l => l.GetProperty("schema").GetString() == "Person").Select(l => l.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public void Every_value_is_one_statement_with_the_id_FollowTheMoney_gives_it()
    {
        var statements = Lines(Exporter.Statements, Event);
        var place = statements.Single(s => s.GetProperty("prop").GetString() == "full");
        // SHA-1 of "tetrapylon.tetrapylon-place-tetrapylon-harun.full.Harun, Homs, Syria".
        Assert.Equal("tetrapylon-place-tetrapylon-harun", place.GetProperty("entity_id").GetString());
        Assert.Equal("Harun, Homs, Syria", place.GetProperty("value").GetString());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData("tetrapylon.tetrapylon-place-tetrapylon-harun.full.Harun, Homs, Syria"u8)), place.GetProperty("id").GetString());
        Assert.Equal(5, statements.Count(s => s.GetProperty("prop").GetString() == "id"));
        Assert.Equal(statements.Count, statements.Select(s => s.GetProperty("id").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("geonames:170063", "tetrapylon-place-geonames-170063")]
    [InlineData("named:sy:tell x/1", "tetrapylon-place-")]
    public void Ids_are_of_letters_digits_stops_and_hyphens(string id, string begins)
    {
        var told = FtmEntity.IdOf("place", id);
        Assert.StartsWith(begins, told, StringComparison.Ordinal);
        Assert.All(told, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '-' or '.'));
    }

    [Fact]
    public void What_was_denied_is_no_event_of_it() => Assert.Empty(Lines(Exporter.Entities, Event with { Status = ClaimStatus.Negated }));

    private static List<JsonElement> Lines(Action<IEnumerable<Event>, Action<Action<IBufferWriter<byte>>>> write, params Event[] events)
    {
        var lines = new List<JsonElement>();
        write(events, line =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            line(buffer);
            lines.Add(JsonDocument.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan)).RootElement);
        });
        return lines;
    }
}
