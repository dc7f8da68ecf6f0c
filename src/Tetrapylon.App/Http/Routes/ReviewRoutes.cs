using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.App.Review;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Review;

namespace Tetrapylon.App.Http.Routes;

/// <summary>The review desk: what waits, what was judged, and the judgements themselves. Looking never judges.</summary>
internal static class ReviewRoutes
{
    /// <summary>Claims judged by one act over a filter.</summary>
    public const int MostAtOnce = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/review", Queue);
        routes.MapGet("/review/claim/{id}", Edit);
        routes.MapGet("/audit", Audit);
        routes.MapPost("/review/claim/{id}", Judge);
        routes.MapPost("/review/event/{id}", JudgeEvent);
        routes.MapPost("/review/bulk", Bulk);
        routes.MapPost("/review/own", Own);
        routes.MapPost("/review/undo/{number:long}", Undo);
    }

    private static IResult Queue(Visit visit)
    {
        visit.Who.Must(Role.Coder);
        var filter = visit.Question.Filter;
        var queue = visit.Pages.Queue(filter, Cursors.Queue(visit.Question.Cursor), 25);
        if (visit.Form == Form.Json)
            return Reply.Json(queue, (item, into) => new Utf8JsonWriter(into).Entry(json =>
            {
                json.WriteString("claim", item.Claim.Claim.Id.ToString());
                json.WriteString("report", item.Claim.Claim.ReportId);
                json.WriteString("sub_type", item.Claim.Claim.SubType);
                json.WriteString("quote", item.Claim.Claim.Quote);
                json.WriteNumber("confidence", item.Claim.Claim.Confidence);
                json.WriteNumber("urgency", item.Urgency);
                json.WriteNumber("version", item.Claim.Review.Version);
            }), queue.Count < 25 ? null : visit.Link("", ("cursor", After(queue[^1]))));
        var report = queue.Count == 0 ? null : visit.View.Report(queue[0].Claim.Claim.ReportContent);
        var narrowed = filter != new RecordFilter();
        var counts = visit.Pages.ReviewCounts(filter);
        return Reply.Page<ReviewPage>(visit, (nameof(ReviewPage.Queue), queue), (nameof(ReviewPage.Report), report), (nameof(ReviewPage.Blocks), report is null ? [] : MarkedText.Of(report, [queue[0].Claim])),
            (nameof(ReviewPage.Counts), counts), (nameof(ReviewPage.Last), visit.Store.Audit(limit: 1).FirstOrDefault(j => j.Kind != JudgementKind.Undo && j.UndoneBy is null)),
            (nameof(ReviewPage.Skip), queue.Count > 1 ? After(queue[0]) : null), (nameof(ReviewPage.Narrowed), narrowed), (nameof(ReviewPage.Matching), counts.GetValueOrDefault(ReviewStatus.Unreviewed)));
    }

    private static string After((ReviewedClaim, double Urgency, long Row) last) => string.Create(CultureInfo.InvariantCulture, $"{last.Urgency:R}_{last.Row}");

    private static IResult Edit(Visit visit, string id)
    {
        visit.Who.Must(Role.Reviewer);
        return EditPage(visit, Claim(visit, id), null, null);
    }

    private static IResult EditPage(Visit visit, ReviewedClaim item, string? problem, string? reason) => Reply.Page<ClaimEditPage>(visit, (nameof(ClaimEditPage.Item), item), (nameof(ClaimEditPage.Back), Local(visit.Question["back"])),
        (nameof(ClaimEditPage.Problem), problem), (nameof(ClaimEditPage.Reason), reason), (nameof(ClaimEditPage.Audit), visit.Store.Audit(item.Claim.Id)));

    private static IResult Audit(Visit visit)
    {
        visit.Who.Must(Role.Coder);
        var limit = visit.Question.Limit;
        var entries = visit.Store.Audit(before: Cursors.Number(visit.Question.Cursor), limit: limit);
        var next = entries.Count == limit ? entries[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return visit.Form == Form.Json ? Reply.Json(entries, Write, next is null ? null : visit.Link("", ("cursor", next)))
            : Reply.Page<AuditPage>(visit, (nameof(AuditPage.Entries), entries), (nameof(AuditPage.Next), next));
    }

    private static async Task<IResult> Judge(Visit visit, string id)
    {
        var form = await visit.FormAsync(Role.Reviewer).ConfigureAwait(false);
        var item = Claim(visit, id);
        var expected = Expected(visit, form);
        var kind = form["do"].ToString() switch
        {
            "accept" => JudgementKind.Accept,
            "reject" => JudgementKind.Reject,
            "edit" => JudgementKind.Edit,
            var other => throw new ProblemException(400, "bad-parameter", $"'do' is accept, reject or edit, not '{other}'."),
        };
        var verdict = new Verdict(kind, item.Claim.Id, expected);
        if (kind == JudgementKind.Edit) verdict = verdict with { After = new ClaimForm(visit, form, visit.View.Report(item.Claim.ReportContent)!).Read(item.Claim) };
        return await Take(visit, form, [verdict]).ConfigureAwait(false);
    }

    private static async Task<IResult> JudgeEvent(Visit visit, string id)
    {
        var form = await visit.FormAsync(Role.Reviewer).ConfigureAwait(false);
        var happening = (Cursors.Id(id) is { } key ? visit.ViewAt(null).Event(key) : null) ?? throw ProblemException.NotFound($"event '{id}'");
        var chosen = form["claim"].Select(c => Cursors.Id(c ?? "")).OfType<ContentId>().Intersect(happening.Claims).ToImmutableArray();
        var rest = happening.Claims.Except(chosen).ToImmutableArray();
        IReadOnlyList<Verdict> verdicts;
        switch (form["do"].ToString())
        {
            case "accept":
                verdicts = [.. (chosen.IsEmpty ? happening.Claims : chosen).Select(c => new Verdict(JudgementKind.Accept, c))];
                break;
            case "apart":
                if (chosen.IsEmpty || rest.IsEmpty) throw new ProblemException(400, "bad-parameter", "Choose the claims that tell of another happening: at least one, and not all.");
                verdicts = [.. chosen.Select(c => new Verdict(JudgementKind.Apart, c) { Others = rest })];
                break;
            case "together":
                // Chosen from those near, or told by its id or the address of its page.
                var told = form["other"].ToString() is { Length: > 0 } near ? near : form["address"].ToString().Trim().Split('?', '#')[0].TrimEnd('/').Split('/')[^1];
                var other = (Cursors.Id(told) is { } with ? visit.ViewAt(null).Event(with) : null) ?? throw new ProblemException(400, "bad-parameter", "Choose the event that is the same happening, or give its address.");
                // One link joins the two; what was told apart before is told together claim by claim.
                verdicts = [.. happening.Claims.Select(c => new Verdict(JudgementKind.Together, c) { Others = other.Claims })];
                break;
            default:
                throw new ProblemException(400, "bad-parameter", "'do' is accept, apart or together.");
        }
        return await Take(visit, form, verdicts).ConfigureAwait(false);
    }

    private static async Task<IResult> Bulk(Visit visit)
    {
        var form = await visit.FormAsync(Role.Reviewer).ConfigureAwait(false);
        var filter = visit.Question.Filter;
        if (filter == new RecordFilter()) throw new ProblemException(400, "bad-parameter", "Narrow the queue first: all of it is never judged at once.");
        var queue = visit.Pages.Queue(filter, null, MostAtOnce + 1);
        if (queue.Count > MostAtOnce) throw new ProblemException(400, "too-many", $"More than {MostAtOnce} claims fit. Narrow the queue further.");
        if (form["count"].ToString() is { Length: > 0 } seen && seen != queue.Count.ToString(CultureInfo.InvariantCulture)) throw new ProblemException(412, "claim-changed", $"{seen} claims were shown and {queue.Count} fit now. Look again.");
        var kind = form["do"].ToString() == "reject" ? JudgementKind.Reject : JudgementKind.Accept;
        return await Take(visit, form, [.. queue.Select(q => new Verdict(kind, q.Claim.Claim.Id, q.Claim.Review.Version))]).ConfigureAwait(false);
    }

    private static async Task<IResult> Own(Visit visit)
    {
        var form = await visit.FormAsync(Role.Coder).ConfigureAwait(false);
        var report = (Cursors.Id(form["report"].ToString()) is { } content ? visit.View.Report(content) : null) ?? throw ProblemException.NotFound("report with this text");
        var words = form["words"].ToString().ReplaceLineEndings("\n").Trim();
        var from = int.TryParse(form["start"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var hint) && hint < report.Text.Length ? hint : 0;
        var at = words.Length == 0 ? -1 : report.Text.IndexOf(words, Math.Max(0, from - 2), StringComparison.Ordinal);
        if (at < 0 && words.Length > 0) at = report.Text.IndexOf(words, StringComparison.Ordinal);
        var block = at < 0 ? null : report.Blocks.FirstOrDefault(b => b.Span.Contains(new Span(at, at + words.Length)));
        if (block is null || block.Kind == BlockKind.Furniture) throw new ProblemException(400, "bad-claim", "The words must stand in the report's text, as they are, within one paragraph.");
        var blank = new Claim
        {
            Id = ContentId.Of("own", report.ContentId.ToString(), new Span(at, at + words.Length).ToString(), form["sub_type"], visit.Who.Name),
            ReportId = report.Id,
            ReportContent = report.ContentId,
            PublishedOn = report.PublishedOn,
            Publisher = report.Publisher,
            Block = block.Kind,
            SubType = "",
            Type = "",
            Evidence = [new(at, at + words.Length)],
            Quote = words,
            Confidence = 1,
            Because = [$"coded by {visit.Who.Name}"],
        };
        return await Take(visit, form, [new(JudgementKind.Add, blank.Id) { After = new ClaimForm(visit, form, report).Read(blank) }]).ConfigureAwait(false);
    }

    private static async Task<IResult> Undo(Visit visit, long number)
    {
        var form = await visit.FormAsync(Role.Reviewer).ConfigureAwait(false);
        return await Change(visit, form, store =>
        {
            // What was done in one act is undone in one.
            var entry = store.Audit(before: number + 1, limit: 1).FirstOrDefault(j => j.Number == number) ?? throw new JudgementException("nothing-to-undo", $"There is no judgement {number}.");
            var numbers = entry.Batch is { } batch ? store.Audit(limit: MostAtOnce * 4, batch: batch).Where(j => j.UndoneBy is null).Select(j => j.Number).ToList() : [number];
            return store.Undo(visit.Who.Name, Reason(form), numbers, Now);
        }).ConfigureAwait(false);
    }

    private static Task<IResult> Take(Visit visit, IFormCollection form, IReadOnlyList<Verdict> verdicts) =>
        Change(visit, form, store => store.Judge(visit.Who.Name, Reason(form), verdicts, Now));

    private static async Task<IResult> Change(Visit visit, IFormCollection form, Func<Record.Store.RecordStore, ImmutableArray<long>> change)
    {
        try
        {
            var numbers = await visit.Desk.Records.WriteAsync(change, visit.Context.RequestAborted).ConfigureAwait(false);
            if (visit.WantsJson)
                return Reply.Json(into => new Utf8JsonWriter(into).Entry(json =>
                {
                    json.WriteStartArray("judgements");
                    foreach (var number in numbers) json.WriteNumberValue(number);
                    json.WriteEndArray();
                }));
            return Results.Redirect(Local(form["back"]) ?? "/review");
        }
        catch (JudgementException e)
        {
            throw new ProblemException(e.Code switch { "claim-changed" => 412, "claim-unknown" => 404, "reason-missing" => 400, _ => 409 }, e.Code, e.Message);
        }
    }

    private static long? Expected(Visit visit, IFormCollection form)
    {
        var text = visit.Context.Request.Headers.IfMatch.ToString().Trim('"') is { Length: > 0 } match ? match : form["version"].ToString();
        return text.Length == 0 ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw new ProblemException(400, "bad-parameter", "'version' is the number of the last judgement you saw.");
    }

    private static ReviewedClaim Claim(Visit visit, string id) => (Cursors.Id(id) is { } key ? visit.View.Reviewed(key) : null) ?? throw ProblemException.NotFound($"claim '{id}'");

    private static string? Reason(IFormCollection form) => form["reason"].ToString() is { Length: > 0 } text ? text[..Math.Min(text.Length, 500)] : null;

    /// <summary>An address of this desk, and no other: nobody is sent away by a form.</summary>
    internal static string? Local(string? address) => address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) && !address.Any(char.IsControl) ? address : null;

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    private static void Write(Judgement judgement, System.Buffers.IBufferWriter<byte> into) => new Utf8JsonWriter(into).Entry(json =>
    {
        json.WriteNumber("number", judgement.Number);
        json.WriteString("kind", WireName.Of(judgement.Kind));
        json.WriteString("claim", judgement.Claim.ToString());
        json.WriteStartArray("others");
        foreach (var other in judgement.Others) json.WriteStringValue(other.ToString());
        json.WriteEndArray();
        json.WriteString("by", judgement.By);
        json.WriteString("at", NodaTime.Text.InstantPattern.General.Format(judgement.At));
        json.WriteString("reason", judgement.Reason);
        if (judgement.Undoes is { } undoes) json.WriteNumber("undoes", undoes);
        if (judgement.UndoneBy is { } undone) json.WriteNumber("undone_by", undone);
        json.WriteString("batch", judgement.Batch);
    });
}
