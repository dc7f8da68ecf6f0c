using System.Text.Json;

namespace Tetrapylon.Acceptance;

/// <summary>A newspaper's text with a gallery of an earlier year in its midst: what is told, what is furniture, what a picture's words may date.</summary>
public sealed class GalleryReportTests : IDisposable
{
    private const string Ours = """
        date 2017-03-02 Islamic State is being driven out of the city of Palmyra for a second time.

        The army has fought Islamic State near Palmyra for days, the Syrian Observatory for Human Rights said. Soldiers have reached the orchards but have not entered the centre of the town.

        Most of the militants have already been withdrawn from the town, the Observatory added, while heavy shelling of their positions continued.

        Footage showed helicopters striking trenches on Wednesday, when the group sent two suicide car bombs at a column of soldiers.

        Meet the guides of Palmyra – a film about a lost trade

        Palmyra in pictures

        3 show all Palmyra in pictures

        1/3 Palmyra in pictures Soldiers recaptured the town of Palmyra from Islamic State Getty

        2/3 Palmyra in pictures Thieves plundered the museum of Palmyra Reuters

        3/3 Palmyra in pictures The temple stands intact after the bombing of the city Getty

        Palmyra, also known as Tadmur, lies in the desert. Islamic State seized it in May 2015 but was driven out in March the following year after an offensive by government forces. Islamic State captured Palmyra again in December.

        A video released by the group showed its fighters firing a captured field gun at soldiers near Palmyra.

        The group executed twelve captives in the theatre in January.

        Islamic State has destroyed the landmark Tetrapylon of Palmyra and the facade of its Roman theatre.

        The group has lost further towns in Syria, including al-Bab. With the rebels defeated in eastern Aleppo, the army has turned to the east. Government forces are battling jihadis in Mosul.
        """;

    private static readonly string Seed = Path.Combine(Above(AppContext.BaseDirectory), "..", "shared", "seed");
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<bool> Texts => [true, false];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_is_of_the_day_in_its_first_line_and_its_gallery_is_told_apart(bool ours)
    {
        var report = Assert.Single((await ProgramRun.OfAsync("read", "--json", Source(ours))).Lines);
        Assert.Equal(("2017-03-02", "header"), (report.GetProperty("published").GetString(), report.GetProperty("published_basis").GetString()));
        var blocks = report.GetProperty("blocks").EnumerateArray().Select(b => (Kind: b.GetProperty("kind").GetString(), Text: b.GetProperty("text").GetString()!, Credit: b.GetProperty("credit").GetString())).ToList();
        Assert.Equal(ours ? 3 : 10, blocks.Count(b => b.Kind == "Caption"));
        Assert.All(blocks.Where(b => b.Kind == "Caption"), b => Assert.NotNull(b.Credit));
        Assert.Contains(blocks, b => b.Kind == "Furniture" && b.Text == (ours ? "2/3" : "2/10"));
        Assert.Contains(blocks, b => b.Kind == "Furniture" && b.Text.Contains(" – ", StringComparison.Ordinal));
        Assert.DoesNotContain(blocks, b => b.Kind == "Body" && b.Text.Contains("show all", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_a_picture_tells_is_never_dated_by_the_day_of_the_paper(bool ours)
    {
        var report = Assert.Single((await ProgramRun.OfAsync("code", "--json", Source(ours))).Lines);
        var captions = report.GetProperty("blocks").EnumerateArray().Where(b => b.GetProperty("kind").GetString() == "caption").Select(b => (b.GetProperty("start").GetInt32(), b.GetProperty("end").GetInt32())).ToList();
        var told = report.GetProperty("events").EnumerateArray().Where(e => captions.Exists(c => c.Item1 <= Start(e) && Start(e) < c.Item2)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, e => Assert.True(e.GetProperty("date").ValueKind == JsonValueKind.Null || string.CompareOrdinal(e.GetProperty("date").GetProperty("end").GetString(), "2017-01") < 0));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task The_monuments_are_in_the_register_with_who_did_it_and_who_held_the_town(bool ours)
    {
        var store = await IngestAsync(ours);
        var rows = (await ProgramRun.OfAsync("damage", "--store", store, "--json")).Lines.ToList();
        foreach (var site in new[] { "tetrapylon:palmyra-tetrapylon", "tetrapylon:roman-theatre-of-palmyra" })
        {
            var row = Assert.Single(rows, r => r.GetProperty("site_id").GetString() == site);
            Assert.Equal(("destroyed", "islamic-state"), (row.GetProperty("effect").GetString(), row.GetProperty("agent").GetProperty("actor_id").GetString()));
            Assert.Equal(JsonValueKind.Object, row.GetProperty("held_then").ValueKind);
        }
        Assert.Contains(rows, r => r.GetProperty("effect").GetString() == "looted");
        Assert.DoesNotContain(rows, r => r.GetProperty("quote").GetString()!.Contains("intact", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task The_town_has_one_history_under_both_its_names_and_is_fought_over(bool ours)
    {
        var store = await IngestAsync(ours);
        var town = Assert.Single((await ProgramRun.OfAsync("control", "--store", store, "--json", "--place", "Tadmur")).Lines);
        Assert.Equal(town.GetRawText(), Assert.Single((await ProgramRun.OfAsync("control", "--store", store, "--json", "--place", "Palmyra")).Lines).GetRawText());
        var last = town.GetProperty("spells").EnumerateArray().Last();
        Assert.Equal(("contested", "islamic-state"), (last.GetProperty("status").GetString(), last.GetProperty("actor_id").GetString()));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Its_holders_come_in_turn_with_the_months_that_are_told(bool ours)
    {
        var spells = (await HistoryAsync(ours, "Palmyra")).GetProperty("spells").EnumerateArray().ToList();
        string[] told = [.. spells[^4..^1].Select(s => $"{s.GetProperty("actor_id").GetString()} {s.GetProperty("status").GetString()} from {s.GetProperty("from").GetString()} ({s.GetProperty("from_precision").GetString()})")];
        Assert.Equal(["islamic-state held from 2015-05-01 (month)", "sy-government held from 2016-03-01 (month)", "islamic-state held from 2016-12-01 (month)"], told);
        Assert.Equal(("contested", "2017-03-02"), (spells[^1].GetProperty("status").GetString(), spells[^1].GetProperty("from").GetString()));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_town_lost_is_no_longer_its_losers_and_nobody_is_said_to_have_it(bool ours)
    {
        var spells = (await HistoryAsync(ours, "al-Bab")).GetProperty("spells").EnumerateArray().ToList();
        Assert.Equal(("islamic-state", "2017-03-02"), (spells[^2].GetProperty("actor_id").GetString(), spells[^2].GetProperty("to").GetString()));
        Assert.Equal("unknown", spells[^1].GetProperty("status").GetString());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Each_thing_is_told_on_the_word_of_its_source_and_on_its_day(bool ours)
    {
        var told = Assert.Single((await ProgramRun.OfAsync("code", "--json", Source(ours))).Lines).GetProperty("events").EnumerateArray().ToList();
        JsonElement Of(string subType, string words) => told.First(e => e.GetProperty("sub_type").GetString() == subType && e.GetProperty("evidence").GetProperty("text").GetString()!.Contains(words, StringComparison.Ordinal));
        if (ours) Assert.Equal("negated", Of("Government regains territory", "have not entered").GetProperty("status").GetString());
        if (ours) Assert.Equal("Observatory", Said(Of("Non-violent transfer of territory", "already been withdrawn")));
        var bomb = Of("Suicide bomb", "suicide car bombs");
        Assert.Equal(("Footage", "2017-03-01"), (Said(bomb), bomb.GetProperty("date").GetProperty("start").GetString()));
        if (!ours) Assert.Equal("Propaganda videos", Said(Of("Shelling/artillery/missile attack", "guns")));
        if (ours) Assert.Contains(told, e => e.GetProperty("sub_type").GetString() == "Attack" && e.GetProperty("evidence").GetProperty("text").GetString()!.Contains("execut", StringComparison.Ordinal));
        Assert.DoesNotContain(told, e => e.GetProperty("evidence").GetProperty("text").GetString()!.Contains("concert", StringComparison.Ordinal));
    }

    private static string Said(JsonElement happening) => happening.GetProperty("attribution").EnumerateArray().Last().GetProperty("name").GetString()!;

    private async Task<JsonElement> HistoryAsync(bool ours, string place) => Assert.Single((await ProgramRun.OfAsync("control", "--store", await IngestAsync(ours), "--json", "--place", place)).Lines);

    private async Task<string> IngestAsync(bool ours)
    {
        var store = _scratch["record.db"];
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", store, Source(ours))).ExitCode);
        return store;
    }

    private string Source(bool ours)
    {
        if (ours) return _scratch.File("gallery.txt", Ours);
        if (!Directory.Exists(Seed)) Assert.Skip("the newspaper's text lies outside the project");
        return Seed;
    }

    private static int Start(JsonElement happening) => happening.GetProperty("evidence").GetProperty("start").GetInt32();

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Tetrapylon.slnx")) ? folder : Above(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
