using System.Text.Json;

namespace Tetrapylon.Acceptance;

/// <summary>The whole path over the sample reports: what the record must say of Palmyra and its neighbours.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_demo_tells_who_held_Palmyra_with_quotes_and_how_to_go_on()
    {
        var run = await ProgramRun.OfAsync("demo", "--store", _scratch["demo.db"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Who held Palmyra", run.Output, StringComparison.Ordinal);
        Assert.Contains("“Islamic State recaptured Palmyra from the Syrian Army on Sunday", run.Output, StringComparison.Ordinal);
        Assert.Contains("tetrapylon control --store", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_holder_of_Palmyra_comes_in_turn()
    {
        var spells = (await HistoryAsync("Palmyra")).GetProperty("spells").EnumerateArray().ToList();
        foreach (var (day, holder) in new[] { ("2015-09-01", "Islamic State"), ("2016-06-01", "Government of Syria"), ("2017-01-20", "Islamic State"), ("2017-04-01", "Government of Syria") })
            Assert.Equal(holder, Holder(spells, day));
    }

    [Fact]
    public async Task What_was_known_earlier_does_not_know_the_end()
    {
        var spells = (await HistoryAsync("Palmyra", "--known-at", "2017-01-15")).GetProperty("spells").EnumerateArray().ToList();
        Assert.Equal("Islamic State", Holder(spells, "2017-04-01"));
    }

    [Fact]
    public async Task Every_quote_is_the_reports_words()
    {
        var run = await ProgramRun.OfAsync("code", "--json", Path.Combine(ProgramRun.Samples, "palmyra-2015.jsonl"));
        var texts = (await File.ReadAllLinesAsync(Path.Combine(ProgramRun.Samples, "palmyra-2015.jsonl"), TestContext.Current.CancellationToken)).Select(l => JsonDocument.Parse(l).RootElement)
            .ToDictionary(r => r.GetProperty("id").GetString()!, r => r.GetProperty("text").GetString()!, StringComparer.Ordinal);
        foreach (var report in run.Lines)
            foreach (var happening in report.GetProperty("events").EnumerateArray())
                Assert.Contains(happening.GetProperty("evidence").GetProperty("text").GetString()!, texts[report.GetProperty("id").GetString()!] + " " + report.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> HistoryAsync(string place, params string[] more)
    {
        var store = _scratch["record.db"];
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", store, ProgramRun.Samples)).ExitCode);
        var run = await ProgramRun.OfAsync(["control", "--store", store, "--json", "--place", place, .. more]);
        Assert.Equal(0, run.ExitCode);
        return Assert.Single(run.Lines);
    }

    private static string? Holder(List<JsonElement> spells, string day) => spells
        .Where(s => string.CompareOrdinal(s.GetProperty("from").GetString(), day) <= 0 && (s.GetProperty("to").GetString() is not { } to || string.CompareOrdinal(day, to) < 0))
        .Select(s => s.GetProperty("holder").GetString()).FirstOrDefault();
}
