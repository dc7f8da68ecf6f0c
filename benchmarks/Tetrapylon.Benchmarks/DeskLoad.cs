using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tetrapylon.App;

namespace Tetrapylon.Benchmarks;

/// <summary>Asks a desk, served by a process of its own, as many questions a second as given, mixed as people and programs mix them, and says how long answers take.</summary>
/// <remarks>Questions are sent at their time whether or not earlier ones were answered, and an answer's time counts from when its question was due: a server that stalls is not spared the questions it kept from being asked.</remarks>
internal sealed class DeskLoad(string store, int perSecond, int seconds)
{
    /// <summary>Of this length at most are nineteen answers of twenty, milliseconds.</summary>
    private const double Wanted = 100;

    private const int MostUnanswered = 2000, Names = 400, EventPages = 6, MostInTurn = 60;

    private readonly Random _chance = new(1);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private int _fresh;
    private int _complaints;

    /// <returns>False when answers failed or took longer than wanted.</returns>
    public async Task<bool> PrintAsync(TextWriter into)
    {
        using var server = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Stages).Assembly.Location, "serve", "--store", store, "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true })!;
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 64, AutomaticDecompression = System.Net.DecompressionMethods.All }) { BaseAddress = await AddressOf(server), Timeout = TimeSpan.FromSeconds(30) };
            var questions = await QuestionsAsync(client);
            // Some of each kind warm the program up; what others cost is told twice, for the answer to a second asking is kept.
            await InTurnAsync(client, questions, server, q => q.Where((_, i) => i % 4 == 0).Take(MostInTurn));
            static IEnumerable<string> Fresh(string[] paths) => paths.Where((_, i) => i % 4 == 1).Take(MostInTurn);
            var (first, again) = (await InTurnAsync(client, questions, server, Fresh), await InTurnAsync(client, questions, server, Fresh));
            into.WriteLine($"{questions.Sum(q => q.Paths.Length)} addresses of {questions.Count} kinds; milliseconds of a processor an answer, asked one after another, the first time and again:");
            foreach (var (kind, one, two) in questions.Select((q, i) => (q, first[i], again[i]))) into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Kind,-26} {one,6:0.00} {two,6:0.00}"));
            double Mixed(List<double> costs) => questions.Zip(costs, (q, c) => q.Share * c).Sum() / questions.Sum(q => q.Share);
            into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"mixed as below",-26} {Mixed(first),6:0.00} {Mixed(again),6:0.00}"));
            into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{perSecond} a second for {seconds} s:"));
            var (work, own, clock) = (Cpu(server), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            var answers = await AskAsync(client, questions, TimeSpan.FromSeconds(seconds));
            var (worked, asked, took) = (Cpu(server) - work, Environment.CpuUsage.TotalTime - own, Stopwatch.GetElapsedTime(clock));
            foreach (var kind in answers.GroupBy(a => a.Kind).OrderBy(g => g.Key)) Line(into, questions[kind.Key].Kind, [.. kind]);
            Line(into, "all", answers);
            into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answers.Count / took.TotalSeconds:0} answers a second, {100.0 * _fresh / answers.Count:0} % to what was never asked before; of the processors the server took {worked.TotalSeconds / took.TotalSeconds:0.00} ({worked.TotalMilliseconds / answers.Count:0.00} ms an answer), the asking {asked.TotalSeconds / took.TotalSeconds:0.00}; {LoadAverage()}"));
            return answers.TrueForAll(a => a.Fine) && answers.Count >= perSecond * seconds * 0.99 && At(answers, 95) < Wanted;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task<Uri> AddressOf(Process server)
    {
        while (await server.StandardError.ReadLineAsync() is { } line)
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = server.StandardError.ReadToEndAsync();
                return new(line[at..line.IndexOf(' ', at)]);
            }
        throw new InvalidOperationException("the desk did not begin to serve");
    }

    /// <summary>What is asked, taken from what the desk itself tells: each kind with its share and its addresses.</summary>
    private static async Task<List<(string Kind, int Share, string[] Paths)>> QuestionsAsync(HttpClient client)
    {
        async Task<List<JsonElement>> Items(string path) => [.. JsonDocument.Parse(await client.GetStringAsync(path)).RootElement.GetProperty("items").EnumerateArray().Select(i => i.Clone())];
        static string E(string? text) => Uri.EscapeDataString(text ?? "");
        static string Id(JsonElement item) => item.GetProperty("id").GetString()!;
        var events = new List<JsonElement>();
        for (string? page = "?limit=1000"; page is not null && events.Count < EventPages * 1000;)
        {
            var root = JsonDocument.Parse(await client.GetStringAsync("/events.json" + page)).RootElement;
            events.AddRange(root.GetProperty("items").EnumerateArray().Select(i => i.Clone()));
            page = root.GetProperty("next").GetString();
        }
        var places = (await Items("/places.json?limit=1000")).Select(p => (Id: p.GetProperty("place_id").GetString(), Name: p.GetProperty("place").GetString(), From: p.GetProperty("spells")[0].GetProperty("from").GetString())).Take(Names).ToList();
        var actors = (await Items("/actors.json")).Select(Id).ToList();
        var reports = new List<string>();
        foreach (var claim in events.Where((_, i) => i % 5 == 0).Select(e => e.GetProperty("claims")[0].GetString()))
            using (var moved = await client.GetAsync("/claim/" + claim)) reports.Add(moved.Headers.Location!.ToString().Split('#')[0]);
        var (days, countries) = (places.Select(p => p.From).Distinct().Take(40).ToList(), new[] { "SY", "IQ", "AF", "UA", "YE", "SO", "NG", "LY", "ML", "PK", "CD", "SD" });
        var types = events.Select(e => e.GetProperty("sub_type").GetString()).Distinct().ToList();
        return
        [
            ("an event", 18, [.. events.Select(e => "/event/" + Id(e))]),
            ("an event, data", 12, [.. events.Select(e => $"/event/{Id(e)}.json")]),
            ("a report", 12, [.. reports]),
            ("a place", 10, [.. places.Select(p => "/place/" + E(p.Id))]),
            ("a place, data", 6, [.. places.Select(p => $"/place/{E(p.Id)}.json")]),
            ("events by filters", 10, [.. countries.SelectMany(c => days.Take(12), (c, d) => $"/events?country={c}&to={d}"), .. types.Select(t => "/events?type=" + E(t))]),
            ("events by filters, data", 10, [.. countries.SelectMany(c => days.Take(12), (c, d) => $"/events.json?country={c}&to={d}"), .. places.Take(200).Select(p => "/events.json?place=" + E(p.Id))]),
            ("search", 6, [.. places.Select(p => "/search?q=" + E(p.Name))]),
            ("the map and its list", 5, [.. days.Select(d => "/?on=" + d)]),
            ("marks of the map", 4, [.. countries.Select(c => "/map/events.json?country=" + c)]),
            ("features", 4, [.. countries.Select((_, i) => $"/collections/events/items?bbox={20 + i * 5},10,{40 + i * 5},40&limit=50"), .. days.Select(d => $"/collections/events/items?bbox=30,25,50,40&datetime={d}/..&limit=50"), "/collections/places/items?limit=100"]),
            ("actors, sources, heritage", 3, [.. actors.Take(120).Select(a => "/actor/" + E(a)), "/actors", "/sources", "/heritage"]),
        ];
    }

    /// <returns>What an answer of each kind costs the server, milliseconds of a processor.</returns>
    private async Task<List<double>> InTurnAsync(HttpClient client, List<(string Kind, int Share, string[] Paths)> questions, Process server, Func<string[], IEnumerable<string>> some)
    {
        var costs = new List<double>();
        foreach (var (_, _, paths) in questions)
        {
            var (before, asked) = (Cpu(server), some(paths).ToList());
            foreach (var path in asked)
                using (await client.GetAsync(path)) _asked.Add(path);
            costs.Add((Cpu(server) - before).TotalMilliseconds / Math.Max(1, asked.Count));
        }
        return costs;
    }

    private async Task<List<Answer>> AskAsync(HttpClient client, List<(string Kind, int Share, string[] Paths)> questions, TimeSpan lasts)
    {
        var wheel = questions.SelectMany((q, kind) => Enumerable.Repeat(kind, q.Share)).ToArray();
        var total = (int)(perSecond * lasts.TotalSeconds);
        var (answers, unanswered) = (new List<Answer>(total), new SemaphoreSlim(MostUnanswered));
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < total; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due - Stopwatch.GetElapsedTime(begun) is { TotalMilliseconds: > 1 } pause) await Task.Delay(pause);
            await unanswered.WaitAsync();
            var kind = wheel[_chance.Next(wheel.Length)];
            var path = questions[kind].Paths[_chance.Next(questions[kind].Paths.Length)];
            if (_asked.Add(path)) _fresh++;
            _ = OneAsync(kind, path, due);
        }
        for (var i = 0; i < MostUnanswered; i++) await unanswered.WaitAsync();
        return answers;

        async Task OneAsync(int kind, string path, TimeSpan due)
        {
            var fine = false;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("Accept", "text/html,application/json");
                using var response = await client.SendAsync(request);
                fine = response.IsSuccessStatusCode;
                if (!fine) Complain($"{(int)response.StatusCode} {path}");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                Complain($"{e.Message} {path}");
            }
            var took = Stopwatch.GetElapsedTime(begun) - due;
            lock (answers) answers.Add(new(kind, took.TotalMilliseconds, fine));
            unanswered.Release();
        }
    }

    // The first few tell what is wrong.
    private void Complain(string what)
    {
        if (Interlocked.Increment(ref _complaints) <= 5) Console.Error.WriteLine(what);
    }

    private static void Line(TextWriter into, string what, List<Answer> answers) =>
        into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26} {answers.Count,7} answers, {answers.Count(a => !a.Fine)} failed; p50 {At(answers, 50),6:0.0} ms, p95 {At(answers, 95),6:0.0}, p99 {At(answers, 99),6:0.0}, at most {answers.Max(a => a.Milliseconds),6:0.0}"));

    private static double At(List<Answer> answers, int percent) => answers.Select(a => a.Milliseconds).Order().ElementAt(answers.Count * percent / 100);

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? "load average " + File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";

    private readonly record struct Answer(int Kind, double Milliseconds, bool Fine);
}
