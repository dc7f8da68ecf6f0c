using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;
using Tetrapylon.Record.Store;
using Tetrapylon.Record.Tests.Store;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Review;

public sealed class JudgementInFileTests() : JudgementTests(NewRecord.InFile());

public sealed class JudgementOnServerTests() : JudgementTests(NewRecord.OnServer());

public abstract class JudgementTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2024, 5, 1, 12, 0);

    private static readonly CodedReport Fall = Report("fall", "2019-04-03", "The Taliban seized Marja from the army on Tuesday.", Taken(Marja, Taliban, Army, On("2019-04-02")));
    private static readonly CodedReport Clashes = Report("clash", "2019-06-02", "Four soldiers were killed in a clash at Sangin.", Clash(Sangin, On("2019-06-01"), Taliban, Army, 4));
    private static readonly CodedReport Same = Report("clash-2", "2019-06-03", "Nine soldiers died in a battle with the Taliban at Sangin.", Clash(Sangin, On("2019-06-01"), Taliban, Army, 9));

    private readonly NewRecord _record;
    private readonly RecordStore _store;

    protected JudgementTests(NewRecord record)
    {
        _record = record;
        _store = RecordStore.Open(record.Store, Rules);
        _store.Ingest([Fall, Clashes, Same]);
        _store.Derive();
    }

    private ContentId FallId => Fall.Claims[0].Id;

    public void Dispose()
    {
        _store.Dispose();
        _record.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_rejected_claim_changes_the_history_at_once_and_undoing_brings_it_back()
    {
        var numbers = _store.Judge("ana", "the text tells of a plan", [new(JudgementKind.Reject, FallId)], Now);
        Assert.Empty(_store.View().Control("Marja"));
        Assert.Empty(_store.View().Events(new() { Place = "Marja" }));
        Assert.Empty(_store.View(Day("2019-12-31")).Control("Marja"));
        Assert.Equal(ReviewStatus.Rejected, Assert.Single(_store.View().ClaimsOf(Fall.Report.ContentId)).Review.Status);

        _store.Undo("ben", "misjudged", numbers, Now.Plus(Duration.FromHours(1)));
        Assert.Equal("Taliban", Assert.Single(_store.View().Control("Marja", Day("2019-05-01"))).Spells[0].Holder);
        Assert.Equal(["ben", "ana"], _store.Audit(FallId).Select(j => j.By));
        Assert.Equal(numbers[0], _store.Audit(FallId)[0].Undoes);
    }

    [Fact]
    public void An_edited_claim_moves_to_where_the_reviewer_says_and_keeps_what_the_machine_read()
    {
        _store.Judge("ana", "the post is in Sangin", [new(JudgementKind.Edit, FallId) { After = Fall.Claims[0] with { Place = At(Sangin) } }], Now);
        Assert.Empty(_store.View().Control("Marja"));
        Assert.Equal("Taliban", Assert.Single(_store.View().Control("Sangin", Day("2019-04-20"))).Spells[0].Holder);
        var reviewed = _store.View().Reviewed(FallId)!;
        Assert.Equal((ReviewStatus.Edited, "ana", "the post is in Sangin"), (reviewed.Review.Status, reviewed.Review.By, reviewed.Review.Reason));
        Assert.Equal("Marja", reviewed.Review.Machine!.Place!.Place!.Name);

        _store.Judge("ben", null, [new(JudgementKind.Accept, FallId)], Now.Plus(Duration.FromHours(1)));
        Assert.Equal("Marja", _store.View().Reviewed(FallId)!.Review.Machine!.Place!.Place!.Name);
    }

    [Fact]
    public void An_edit_may_name_a_place_the_record_never_heard_of()
    {
        var nad = new Place("test:nad-ali", "Nad Ali", PlaceKind.Settlement, 31.64, 64.24, "AF", "Helmand");
        _store.Judge("ana", "it was Nad Ali", [new(JudgementKind.Edit, FallId) { After = Fall.Claims[0] with { Place = At(nad) } }], Now);
        Assert.Equal("Nad Ali", Assert.Single(_store.View().Control("Nad Ali")).Place.Name);
        Assert.Equal("Nad Ali", _store.Audit(FallId)[0].After!.Place!.Place!.Name);
    }

    [Fact]
    public void What_a_reviewer_accepts_outranks_what_more_machine_readings_say()
    {
        var third = Report("clash-3", "2019-06-03", "The battle at Sangin cost nine lives, the army said in Kabul.", Clash(Sangin, On("2019-06-01"), Taliban, Army, 9));
        _store.Ingest([third]);
        _store.Derive();
        _store.Judge("ana", null, [new(JudgementKind.Accept, Clashes.Claims[0].Id)], Now);
        var happening = Assert.Single(_store.View().Events(new() { Place = "Sangin" }));
        Assert.Equal((4, 4, 9), (happening.Fatalities!.Low, happening.Fatalities.Best, happening.Fatalities.High));
    }

    [Fact]
    public void Claims_told_apart_are_two_events_and_told_together_one()
    {
        Assert.Single(_store.View().Events(new() { Place = "Sangin" }));
        var (a, b) = (Clashes.Claims[0].Id, Same.Claims[0].Id);
        _store.Judge("ana", "two posts", [new(JudgementKind.Apart, a) { Others = [b] }], Now);
        Assert.Equal(2, _store.View().Events(new() { Place = "Sangin" }).Count());
        _store.Judge("ana", "one after all", [new(JudgementKind.Together, b) { Others = [a] }], Now.Plus(Duration.FromHours(1)));
        Assert.Single(_store.View().Events(new() { Place = "Sangin" }));
        // Joined by word alone: neither place nor type is alike.
        _store.Judge("ana", "the clash was part of it", [new(JudgementKind.Together, FallId) { Others = [a] }], Now.Plus(Duration.FromHours(2)));
        Assert.Equal(3, Assert.Single(_store.View().Events(new())).Claims.Length);
        Assert.Equal(3, Assert.Single(_store.View(Day("2019-12-31")).Events(new())).Claims.Length);
    }

    [Fact]
    public void A_reviewers_own_claim_counts_and_its_withdrawal_takes_it_away()
    {
        var own = Taken(Sangin, Army, Taliban, On("2019-07-01")) with
        {
            Id = ContentId.Of("own"), ReportId = Clashes.Report.Id, ReportContent = Clashes.Report.ContentId, PublishedOn = Clashes.Report.PublishedOn, Quote = "Four soldiers",
        };
        var number = Assert.Single(_store.Judge("ana", "overlooked", [new(JudgementKind.Add, own.Id) { After = own }], Now));
        Assert.Equal("Afghan government", Assert.Single(_store.View().Control("Sangin", Day("2019-07-02"))).Spells[0].Holder);
        Assert.Equal(ReviewStatus.Added, _store.View().Reviewed(own.Id)!.Review.Status);
        _store.Undo("ana", null, [number], Now);
        Assert.Empty(_store.View().Control("Sangin"));
    }

    [Fact]
    public void Who_saw_an_older_state_is_told_so_and_nothing_is_written()
    {
        _store.Judge("ana", null, [new(JudgementKind.Accept, FallId, Expected: 0)], Now);
        var refused = Assert.Throws<JudgementException>(() => _store.Judge("ben", "no", [new(JudgementKind.Reject, Clashes.Claims[0].Id), new(JudgementKind.Reject, FallId, Expected: 0)], Now));
        Assert.Equal("claim-changed", refused.Code);
        Assert.Single(_store.Audit());
        Assert.Equal(ReviewStatus.Unreviewed, _store.View().Reviewed(Clashes.Claims[0].Id)!.Review.Status);
    }

    [Fact]
    public void Only_an_acceptance_needs_no_reason() =>
        Assert.Equal("reason-missing", Assert.Throws<JudgementException>(() => _store.Judge("ana", " ", [new(JudgementKind.Reject, FallId)], Now)).Code);

    [Fact]
    public void The_audit_cannot_be_rewritten()
    {
        _store.Judge("ana", null, [new(JudgementKind.Accept, FallId)], Now);
        foreach (var sql in (string[])["UPDATE judgement SET by='eve'", "DELETE FROM judgement"])
            Assert.ThrowsAny<System.Data.Common.DbException>(() => _record.Run(sql));
        Assert.Equal("ana", Assert.Single(_store.Audit()).By);
    }

    [Fact]
    public void The_queue_begins_with_what_is_doubtful_and_weighs_most_and_forgets_what_was_judged()
    {
        var pages = new RecordPages(_store.View());
        var first = pages.Queue(new(), null, 10);
        Assert.Equal(FallId, first[0].Claim.Claim.Id);
        Assert.Equal(first.OrderByDescending(q => q.Urgency).Select(q => q.Row), first.Select(q => q.Row));
        _store.Judge("ana", null, [new(JudgementKind.Accept, FallId)], Now);
        Assert.DoesNotContain(pages.Queue(new(), null, 10), q => q.Claim.Claim.Id == FallId);
        Assert.Equal(1, pages.ReviewCounts(new())[ReviewStatus.Accepted]);
    }

    [Fact]
    public void Judgements_and_new_reports_in_any_order_make_the_same_events()
    {
        var more = Report("clash-4", "2019-06-03", "Six soldiers were killed when the Taliban clashed with them at Sangin.", Clash(Sangin, On("2019-06-01"), Taliban, Army, 6));
        _store.Judge("ana", "another post", [new(JudgementKind.Apart, Same.Claims[0].Id) { Others = [Clashes.Claims[0].Id] }], Now);
        _store.Ingest([more]);
        _store.Derive();
        using var home = NewRecord.InFile();
        using var other = RecordStore.Open(home.Store, Rules);
        other.Ingest([more, Same, Clashes, Fall]);
        other.Derive();
        other.Judge("ana", "another post", [new(JudgementKind.Apart, Same.Claims[0].Id) { Others = [Clashes.Claims[0].Id] }], Now);
        static IEnumerable<string> Say(RecordStore store) => store.View().Events(new()).Select(e => $"{e.Id} {e.Fatalities} {string.Join(' ', e.Claims)}");
        Assert.Equal(Say(other), Say(_store));
    }
}
