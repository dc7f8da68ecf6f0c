using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.App.Http.Runs;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Routes;

/// <summary>Bringing reports in, and watching what comes of it.</summary>
internal static class RunRoutes
{
    private const int LongestText = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/add", (Visit visit) => { visit.Who.Must(Role.Coder); return Reply.Page<AddPage>(visit); });
        routes.MapPost("/add", Add);
        routes.MapGet("/runs", (Visit visit) => All(visit));
        routes.MapGet("/run/{id}", One);
        routes.MapGet("/runs/{id}/events", Watch);
        routes.MapPost("/run/{id}/retry", Retry);
    }

    private static async Task<IResult> Add(Visit visit)
    {
        var form = await visit.FormAsync(Role.Coder).ConfigureAwait(false);
        var runs = visit.Desk.Runs;
        Run run;
        if (form["url"].ToString().Trim() is { Length: > 0 } address)
        {
            // Which address may be connected to is judged by the fetcher, after the name is resolved and on each redirect.
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) throw new ProblemException(400, "url-refused", "Only http and https addresses are fetched.");
            run = runs.Start(url.AbsoluteUri, visit.Who.Name, null, url);
        }
        else if (form["text"].ToString().Trim() is { Length: > 0 } text)
        {
            if (text.Length > LongestText) throw new ProblemException(413, "too-large", "Give a text of this size as a file.");
            var published = form["published"].ToString().Trim();
            if (published.Length > 0 && !LocalDatePattern.Iso.Parse(published).Success) throw new ProblemException(400, "bad-parameter", $"'{published}' is no day: a day is written YYYY-MM-DD.");
            string? Field(string name) => form[name].ToString().Trim() is { Length: > 0 } value ? value : null;
            var folder = runs.NewFolder();
            var id = "pasted-" + ContentId.Of(text, published).ToString()[..12];
            await File.WriteAllTextAsync(Path.Combine(folder, "pasted.jsonl"), JsonSerializer.Serialize(new Dictionary<string, string?> { ["id"] = id, ["text"] = text, ["published"] = published.Length > 0 ? published : null, ["title"] = Field("title"), ["publisher"] = Field("publisher") }
                .Where(f => f.Value is not null).ToDictionary()) + "\n", visit.Context.RequestAborted).ConfigureAwait(false);
            run = runs.Start(Field("title") ?? id, visit.Who.Name, folder, null);
        }
        else
        {
            var files = form.Files.Where(f => f.Length > 0).ToList();
            if (files.Count == 0) throw new ProblemException(400, "nothing-given", "Give a file, a text or an address.");
            var folder = runs.NewFolder();
            for (var i = 0; i < files.Count; i++)
            {
                // A name is only a name: no folder of it counts, and none is hidden.
                var name = Path.GetFileName(files[i].FileName.Replace('\\', '/')).TrimStart('.');
                await using var into = File.Create(Path.Combine(folder, string.Concat((name.Length > 0 ? name : $"file-{i}").Where(c => !char.IsControl(c) && !Path.GetInvalidFileNameChars().Contains(c)).Take(120))));
                await files[i].CopyToAsync(into, visit.Context.RequestAborted).ConfigureAwait(false);
            }
            run = runs.Start(string.Join(", ", files.Take(3).Select(f => Path.GetFileName(f.FileName))) + (files.Count > 3 ? $" +{files.Count - 3}" : ""), visit.Who.Name, folder, null);
        }
        return Results.Redirect("/run/" + run.Id);
    }

    private static IResult All(Visit visit)
    {
        visit.Who.Must(Role.Coder);
        visit.NeverKept();
        return visit.Form == Http.Form.Json ? Reply.Json(visit.Desk.Runs.All, (run, into) => new Utf8JsonWriter(into).Entry(json => Write(json, run)), null)
            : Reply.Page<RunsPage>(visit, (nameof(RunsPage.Runs), visit.Desk.Runs.All));
    }

    private static IResult One(Visit visit, string id)
    {
        visit.Who.Must(Role.Coder);
        visit.NeverKept();
        var run = Find(visit, id);
        return visit.Form == Http.Form.Json ? Reply.Json(into => new Utf8JsonWriter(into).Entry(json => Write(json, run))) : Reply.Page<RunPage>(visit, (nameof(RunPage.Run), run));
    }

    private static async Task<IResult> Retry(Visit visit, string id)
    {
        await visit.FormAsync(Role.Coder).ConfigureAwait(false);
        var run = Find(visit, id);
        visit.Desk.Runs.Retry(run);
        return Results.Redirect("/run/" + run.Id);
    }

    private static IResult Watch(HttpContext context, Desk desk, string id)
    {
        Person.Of(context, desk).Must(Role.Coder);
        var run = desk.Runs.Find(id) ?? throw ProblemException.NotFound($"run '{id}'");
        return TypedResults.ServerSentEvents(Told(run, Messages.Of(context.Request, desk.Languages), context.RequestAborted));
    }

    private static async IAsyncEnumerable<string> Told(Run run, Messages words, [EnumeratorCancellation] CancellationToken stop)
    {
        RunProgress? before = null;
        var told = 0;
        while (true)
        {
            // Asked first: a run that has ended has told all. One that ends while this is sent is told of in the next round.
            var ended = run.Ended;
            var now = run.Progress;
            if (now != before || ended)
            {
                yield return JsonSerializer.Serialize(new
                {
                    state = words["state." + WireName.Of(now.State)], reports = now.Reports, known = now.Known, claims = now.Claims, aside = now.SetAside, done = ended,
                    came = now.Came.Skip(told).Select(c => new { address = "/report/" + string.Join('/', c.Id.Split('/').Select(Uri.EscapeDataString)), title = c.Title ?? c.Id, claims = c.Claims }),
                });
                told = now.Came.Count;
            }
            if (ended) yield break;
            before = now;
            await Task.Delay(200, stop).ConfigureAwait(false);
        }
    }

    private static Run Find(Visit visit, string id) => visit.Desk.Runs.Find(id) ?? throw ProblemException.NotFound($"run '{id}'");

    private static void Write(Utf8JsonWriter json, Run run)
    {
        json.WriteString("id", run.Id);
        json.WriteString("what", run.What);
        json.WriteString("by", run.By);
        json.WriteString("begun", InstantPattern.General.Format(run.Begun));
        json.WriteString("state", run.State.ToString().ToLowerInvariant());
        json.WriteNumber("reports", run.Reports);
        json.WriteNumber("claims", run.Claims);
        json.WriteNumber("set_aside", run.SetAside);
        json.WriteStartArray("issues");
        foreach (var issue in run.Issues)
        {
            json.WriteStartObject();
            json.WriteString("code", issue.Code);
            json.WriteString("message", issue.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("came");
        foreach (var (id, title, claims) in run.Came)
        {
            json.WriteStartObject();
            json.WriteString("report", id);
            json.WriteString("title", title);
            json.WriteNumber("claims", claims);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
