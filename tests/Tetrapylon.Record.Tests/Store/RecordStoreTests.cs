using System.Text;
using NodaTime;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;
using Tetrapylon.Record.Store;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Store;

public sealed class RecordStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("record-test-").FullName;

    private string NewPath => Path.Combine(_folder, Path.GetRandomFileName() + ".db");

    private static readonly CodedReport Fall = Report("fall", "2019-04-03", "The Taliban seized Marja from the army on Tuesday.", Taken(Marja, Taliban, Army, On("2019-04-02")));
    private static readonly CodedReport Retaken = Report("retaken", "2019-08-11", "The army retook Marja.", Taken(Marja, Army, Taliban, On("2019-08-10")));

    [Fact]
    public void What_was_told_comes_back_whole()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        store.Ingest([Fall]);
        store.Derive();
        var view = store.View();
        var claim = Assert.Single(view.Claims(new() { Place = "Marjah" }));
        Assert.Equal(Fall.Claims[0].Id, claim.Id);
        Assert.Equal(Fall.Report.Text, view.Report("fall")!.Text);
        Assert.Equal(Fall.Report.ContentId, view.Report(claim.ReportContent)!.ContentId);
        Assert.Equal(["fall"], view.Search("seized"));
        Assert.Equal("Marja", Assert.Single(view.Events(new() { Actor = "taliban" })).Place!.Place!.Name);
        Assert.Equal(2, Assert.Single(view.Control("marja")).Spells.Length);
    }

    [Fact]
    public void A_place_no_gazetteer_had_joins_the_one_a_gazetteer_has_now()
    {
        var unlisted = new Place("named:af:harun-kalay", "Harun Kalay", PlaceKind.Settlement, null, null, "AF");
        var listed = new Place("test:harun", "Harun", PlaceKind.Settlement, 31.6, 64.2, "AF", "Helmand");
        using var store = RecordStore.Open(NewPath, Rules);
        var told = Report("fall", "2019-04-03", "The Taliban seized Harun Kalay from the army on Tuesday.", Taken(unlisted, Taliban, Army, On("2019-04-02")));
        store.Ingest([told]);
        store.Derive();
        Assert.Empty(store.JoinPlaces(_ => null));
        Assert.Equal((unlisted, listed), Assert.Single(store.JoinPlaces(p => p.Id == unlisted.Id ? listed : null)));
        Assert.True(store.IsStale);
        store.Derive();
        // Told of again by a run without the gazetteer, it is still the one place.
        store.Ingest([Report("retaken", "2019-08-11", "The army retook Harun Kalay.", Taken(unlisted, Army, Taliban, On("2019-08-10"))), Report("near", "2019-08-12", "The army held Harun.", Taken(listed, Army, Taliban, On("2019-08-10")))]);
        store.Derive();
        var view = store.View();
        foreach (var name in (string[])["Harun", "Harun Kalay", "named:af:harun-kalay"])
        {
            var history = Assert.Single(view.Control(name));
            Assert.Equal(("test:harun", 31.6), (history.Place.Id, history.Place.Latitude));
            Assert.Contains("Harun Kalay", history.Place.Names);
        }
        Assert.All(view.Events(new() { Place = "Harun" }), e => Assert.Equal("test:harun", e.Place!.Place!.Id));
        Assert.Equal(2, view.Events(new() { Place = "Harun" }).Count());
        Assert.Equal(told.Claims[0].Id, view.Claims(new() { Report = "fall" }).Single().Id);
        Assert.Empty(store.JoinPlaces(_ => listed));
    }

    [Fact]
    public void The_same_reports_again_change_nothing()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        store.Ingest([Fall, Retaken]);
        store.Derive();
        var before = Say(store.View());
        var again = store.Ingest([Retaken, Fall]);
        Assert.Equal((0, 2), (again.Added, again.Known));
        Assert.False(store.IsStale);
        Assert.Equal(before, Say(store.View()));
        Assert.True(store.Has(Fall.Report.ContentId));
    }

    [Fact]
    public void Known_at_a_day_is_what_reports_had_said_by_then()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        store.Ingest([Fall, Retaken]);
        store.Derive();
        Assert.Empty(store.View(Day("2019-04-02")).Control("Marja"));
        Assert.Equal("Taliban", Assert.Single(store.View(Day("2019-04-03")).Control("Marja", Day("2019-09-01"))).Spells[0].Holder);
        Assert.Equal("Afghan government", Assert.Single(store.View(Day("2019-08-11")).Control("Marja", Day("2019-09-01"))).Spells[0].Holder);
        Assert.Single(store.View(Day("2019-08-10")).Events(new() { Place = "Marja" }));
    }

    [Fact]
    public void A_corrected_report_stands_in_for_the_first_from_its_day_on()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        var wrong = Report("r1", "2019-05-04", "Forty soldiers died at a post in Marja.", Clash(Marja, On("2019-05-04"), Taliban, Army, 40));
        var corrected = wrong.Report with { Text = "Correction: four soldiers died at a post in Marja.", UpdatedOn = Day("2019-05-06") };
        var right = Report(corrected, Clash(Marja, On("2019-05-04"), Taliban, Army, 4));
        store.Ingest([right]);
        var result = store.Ingest([wrong]);
        store.Derive();
        Assert.Equal("report-version", Assert.Single(result.Issues).Code);
        Assert.Equal(40, Assert.Single(store.View(Day("2019-05-05")).Events(new())).Fatalities!.Best);
        Assert.Equal(4, Assert.Single(store.View().Events(new())).Fatalities!.Best);
        Assert.Equal(4, Assert.Single(store.View(Day("2019-05-06")).Events(new())).Fatalities!.Best);
        var diff = RecordDiff.Between(store.View(Day("2019-05-05")), store.View(Day("2019-05-06")));
        var entry = Assert.Single(diff.Events);
        Assert.Equal(Change.Revised, entry.Change);
        Assert.Contains(entry.Fields, f => f is { Field: "fatalities", Before: "40–40–40", After: "4–4–4" });
    }

    [Fact]
    public void The_difference_of_two_days_says_what_was_learnt_of_a_place()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        store.Ingest([Fall, Retaken]);
        store.Derive();
        var diff = RecordDiff.Between(store.View(Day("2019-08-01")), store.View(Day("2019-09-01")));
        Assert.Equal(Change.Learnt, Assert.Single(diff.Events).Change);
        var spells = Assert.Single(diff.Control).Spells;
        Assert.Contains(spells, s => s.Change == Change.Learnt && s.After!.Holder == "Afghan government" && s.Claims.Contains(Retaken.Claims[0].Id));
        Assert.Contains(spells, s => s.Change == Change.Revised && s.After!.Holder == "Taliban" && s.Fields is [{ Field: "to" }]);
    }

    [Fact]
    public void A_place_answers_to_every_name_reports_call_it_by()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        Claim Called(string name) => Taken(Marja, Taliban, Army, On("2019-04-02")) is var claim ? claim with { Place = claim.Place! with { Mention = claim.Place.Mention! with { Text = name } } } : claim;
        store.Ingest([Report("a", "2019-04-03", "Mārjah fell.", Called("Mārjah")), Report("b", "2019-04-03", "The town fell.", Called("the town"))]);
        store.Derive();
        Assert.Equal(["Marjah", "Mārjah"], Assert.Single(store.View().Control("marjah")).Place.Names);
        Assert.Empty(store.View().Places("the town"));
    }

    [Fact]
    public void What_may_fade_later_is_no_history_yet()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        store.Ingest([Fall, Report("fight", "2019-06-01", "Clashes in Marja.", Contested(Marja, On("2019-06-01"), Army, Taliban))]);
        store.Derive();
        foreach (var view in new[] { store.View(), store.View(Day("2019-06-05")) })
        {
            var last = Assert.Single(view.Control("Marja")).Spells[^1];
            Assert.Equal((ControlStatus.Contested, default(LocalDate?)), (last.Status, last.To));
        }
        Assert.Equal(ControlStatus.Held, Assert.Single(store.View(Day("2020-06-01")).Control("Marja")).Spells[^1].Status);
    }

    [Fact]
    public void Undated_reports_are_known_now_and_on_no_day()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        store.Ingest([Report(Fall.Report with { PublishedOn = null }, Taken(Marja, Taliban, Army, On("2019-04-02")))]);
        store.Derive();
        Assert.Single(store.View().Events(new()));
        Assert.Empty(store.View(Day("2030-01-01")).Events(new()));
    }

    [Fact]
    public void A_text_with_half_a_character_keeps_its_spans()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        var text = "Marja \ud83d fell.";
        store.Ingest([Report("half", "2019-04-03", text)]);
        Assert.Equal(text, store.View().Report("half")!.Text);
    }

    [Fact]
    public void Killed_between_batches_and_before_deriving_it_goes_on_where_it_stopped()
    {
        string killed = NewPath, whole = NewPath;
        using (var store = RecordStore.Open(killed, Rules)) store.Ingest([Fall]);
        using (var store = RecordStore.Open(killed, Rules))
        {
            Assert.True(store.Has(Fall.Report.ContentId));
            Assert.True(store.IsStale);
            store.Ingest([Retaken]);
            store.Derive();
            using var other = RecordStore.Open(whole, Rules);
            other.Ingest([Retaken, Fall]);
            other.Derive();
            Assert.Equal(Say(other.View()), Say(store.View()));
        }
    }

    [Fact]
    public void Ended_in_the_middle_of_deriving_it_goes_on_to_the_same_record()
    {
        CodedReport[] many = [.. Enumerable.Range(0, 40).Select(n => Report($"r{n}", "2019-04-03", $"Reports of day {n} tell of Marja.", Taken(n % 2 == 0 ? Marja : Sangin, Taliban, Army, On($"2019-04-0{(n % 7) + 1}"))))];
        string ended = NewPath, whole = NewPath;
        var steps = 0;
        using (var store = RecordStore.Open(whole, Rules))
        {
            store.Ingest(many);
            store.Derive(new Following(() => steps++));
        }
        using (var store = RecordStore.Open(ended, Rules))
        {
            store.Ingest(many);
            for (var end = 1; end <= steps; end++)
            {
                var left = end;
                // Each run gets one step farther than the last before it is ended.
                try { store.Derive(new Following(() => { if (--left == 0) throw new OperationCanceledException(); })); }
                catch (OperationCanceledException) { }
            }
            store.Derive();
            using var other = RecordStore.Open(whole, Rules);
            Assert.Equal(Say(other.View()), Say(store.View()));
        }
    }

    [Fact]
    public void A_batch_that_fails_leaves_nothing_behind()
    {
        var path = NewPath;
        using (var store = RecordStore.Open(path, Rules))
        {
            Assert.ThrowsAny<Exception>(() => store.Ingest([Fall, null!]));
            Assert.False(store.Has(Fall.Report.ContentId));
            Assert.Equal(1, store.Ingest([Fall]).Added);
        }
        using var again = RecordStore.Open(path, Rules);
        again.Derive();
        Assert.Single(again.View().Events(new() { Place = "Marjah" }));
    }

    [Theory]
    [InlineData("just some notes", "store-foreign")]
    [InlineData("\u0000\u0001\u0002binary", "store-foreign")]
    public void A_foreign_file_is_refused_and_left_alone(string content, string code)
    {
        var path = NewPath;
        File.WriteAllText(path, content);
        Assert.Equal(code, Assert.Throws<StoreException>(() => RecordStore.Open(path, Rules)).Code);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        var path = NewPath;
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE report(x)";
            command.ExecuteNonQuery();
        }
        var before = File.ReadAllBytes(path);
        Assert.Equal("store-foreign", Assert.Throws<StoreException>(() => RecordStore.Open(path, Rules)).Code);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_newer_record_is_refused_and_left_alone() => Refused("store-newer", bytes => bytes[63] = 99);

    [Fact]
    public void A_record_cut_short_is_refused_and_left_alone() => Refused("store-cut", bytes => Array.Resize(ref bytes, bytes.Length - 6000), shorten: 6000);

    [Fact]
    public void A_second_writer_is_told()
    {
        var path = NewPath;
        using var store = RecordStore.Open(path, Rules);
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        Assert.Equal("store-locked", Assert.Throws<StoreException>(() => store.Ingest([Fall])).Code);
    }

    [Fact]
    public void A_full_disk_is_told_and_what_was_acknowledged_is_kept()
    {
        var path = NewPath;
        using (var store = RecordStore.Open(path, Rules))
        {
            store.Ingest([Fall]);
            store.Derive();
            var db = store.View().Db;
            // No page more than there are: what a full disk answers.
            db.Rows($"PRAGMA max_page_count={db.Scalar("PRAGMA page_count")}", r => r.GetInt64(0));
            var many = Enumerable.Range(0, 300).Select(n => Report($"r{n}", "2019-04-03", $"{n}: {new string('x', 4000)} {n}")).ToList();
            Assert.Equal("store-full", Assert.Throws<StoreException>(() => store.Ingest(many)).Code);
            Assert.True(store.Has(Fall.Report.ContentId));
            Assert.False(store.Has(many[0].Report.ContentId));
            // Room was made: the same run goes on.
            db.Rows("PRAGMA max_page_count=100000", r => r.GetInt64(0));
            Assert.Equal(300, store.Ingest(many).Added);
        }
        using var again = RecordStore.Open(path, Rules);
        Assert.Equal(301, again.Counts().Reports);
    }

    // See https://www.sqlite.org/pragma.html#pragma_synchronous: with a write-ahead log, FULL flushes it at every commit.
    [Fact]
    public void A_batch_is_flushed_to_the_disk_before_it_is_acknowledged()
    {
        using var store = RecordStore.Open(NewPath, Rules);
        Assert.Equal(2L, store.View().Db.Scalar("PRAGMA synchronous"));
        Assert.Equal("wal", store.View().Db.Scalar("PRAGMA journal_mode"));
    }

    [Fact]
    public void Another_merge_policy_gives_another_record_and_the_first_one_gives_the_first_again()
    {
        var overlay = Directory.CreateDirectory(Path.Combine(_folder, "mine", "record")).FullName;
        var shipped = File.ReadAllText(DataFolder.Shipped().File("record/merge.yaml").Path);
        File.WriteAllText(Path.Combine(overlay, "merge.yaml"), shipped.Replace("figures: most_sources", "figures: conservative", StringComparison.Ordinal));
        var careful = RecordRules.Load(DataFolder.Shipped(Path.Combine(_folder, "mine")), Sides);
        var path = NewPath;
        string first;
        using (var store = RecordStore.Open(path, Rules))
        {
            store.Ingest([Report("four", "2019-06-02", "Four soldiers were killed in a clash at Sangin.", Clash(Sangin, On("2019-06-01"), Taliban, Army, 4)),
                Report("five", "2019-06-03", "Five soldiers were killed in a clash at Sangin.", Clash(Sangin, On("2019-06-01"), Taliban, Army, 5))]);
            store.Derive();
            first = Say(store.View());
            Assert.Equal(5, Assert.Single(store.View().Events(new())).Fatalities!.Best);
        }
        using (var reader = RecordStore.Open(path, careful, readOnly: true)) Assert.True(reader.HasOtherRules);
        using (var store = RecordStore.Open(path, careful))
        {
            Assert.True(store.IsStale);
            store.Derive();
            Assert.Equal(4, Assert.Single(store.View().Events(new())).Fatalities!.Best);
        }
        using var back = RecordStore.Open(path, Rules);
        back.Derive();
        Assert.Equal(first, Say(back.View()));
    }

    [Fact]
    public void What_another_coder_coded_is_replaced_but_for_what_a_reviewer_judged()
    {
        Model.ContentId first = new(1), second = new(2);
        Claim Seen(Claim claim, int start) => claim with { Evidence = [new(start, start + 5)] };
        var report = Report("a", "2019-06-02", "Soldiers and fighters clashed at Sangin and at Marja.", Seen(Clash(Sangin, On("2019-06-01"), Taliban, Army, 4), 0), Seen(Clash(Marja, On("2019-06-01"), Taliban, Army, 5), 20));
        var again = Report("a", "2019-06-02", "Soldiers and fighters clashed at Sangin and at Marja.", Seen(Clash(Sangin, On("2019-06-01"), Taliban, Army, 7), 0), Seen(Clash(Marja, On("2019-06-01"), Taliban, Army, 8), 20));
        again = again with { Claims = [.. again.Claims.Select(c => c with { Id = Model.ContentId.Of(c.Id.ToString(), "second") })] };
        using var store = RecordStore.Open(NewPath, Rules);
        store.Ingest([report], first);
        store.Derive();
        store.Judge("ana", null, [new(JudgementKind.Accept, report.Claims[1].Id)], NodaTime.Instant.FromUnixTimeSeconds(0));
        Assert.Equal((0, 1), (store.CodedByOthers(first), store.CodedByOthers(second)));
        Assert.True(store.Has(report.Report.ContentId));
        Assert.False(store.Has(report.Report.ContentId, second));

        // Without a version, or by the same one, what is known stays as it is.
        Assert.Equal(1, store.Ingest([again]).Known);
        Assert.Equal(1, store.Ingest([again], first).Known);
        Assert.Equal(1, store.Ingest([again], second).Claims);
        store.Derive();
        Assert.Equal([7, 5], store.View().Events(new()).Select(e => e.Fatalities!.Best).OrderDescending());
        Assert.Equal(0, store.CodedByOthers(second));
        Assert.Equal(1, store.Ingest([again], second).Known);
    }

    [Fact]
    public void A_record_of_the_second_version_is_brought_up_with_all_its_claims()
    {
        var path = NewPath;
        string before;
        using (var store = RecordStore.Open(path, Rules))
        {
            store.Ingest([Fall]);
            store.Derive();
            before = Say(store.View());
            // As the second version left it: without the tree of points, and without the words around claims.
            foreach (var sql in (string[])["DROP TRIGGER place_pointed", "DROP TRIGGER place_moved", "DROP TABLE place_point", "DROP INDEX claim_new", "DROP INDEX claim_known", "DROP INDEX report_superseded", "ALTER TABLE claim DROP COLUMN around", "ALTER TABLE report DROP COLUMN coder", "UPDATE meta SET value='other' WHERE name='rules'", "PRAGMA user_version=2"])
                store.View().Db.Execute(sql);
        }
        using var up = RecordStore.Open(path, Rules, readOnly: true);
        Assert.Equal(before, Say(up.View()));
        Assert.Null(up.View().Db.Scalar("SELECT 1 FROM claim WHERE around IS NULL"));
        Assert.Single(up.View().Events(new() { Box = new(64, 31, 65, 32) }));
        Assert.Empty(up.View().Events(new() { Box = new(65, 31, 66, 32) }));
    }

    [Fact]
    public void Reading_asks_for_a_record_that_exists() =>
        Assert.Equal("store-missing", Assert.Throws<StoreException>(() => RecordStore.Open(NewPath, Rules, readOnly: true)).Code);

    public void Dispose() => Directory.Delete(_folder, true);

    private void Refused(string code, Action<byte[]> spoil, int shorten = 0)
    {
        var path = NewPath;
        using (var store = RecordStore.Open(path, Rules))
        {
            store.Ingest([Fall]);
            store.Derive();
        }
        var bytes = File.ReadAllBytes(path);
        spoil(bytes);
        File.WriteAllBytes(path, bytes[..^shorten]);
        Assert.Equal(code, Assert.Throws<StoreException>(() => RecordStore.Open(path, Rules)).Code);
        Assert.Equal(bytes[..^shorten], File.ReadAllBytes(path));
    }

    private sealed class Following(Action step) : IProgress<long>
    {
        public void Report(long value) => step();
    }

    /// <summary>Everything a view tells, as text.</summary>
    internal static string Say(RecordView view)
    {
        var text = new StringBuilder();
        var payload = new Payload(_ => throw new InvalidOperationException());
        foreach (var told in view.Events(new())) text.Append(Encoding.UTF8.GetString(payload.Write(told))).Append('\n');
        foreach (var history in view.Control()) text.Append(Encoding.UTF8.GetString(payload.Write(history))).Append('\n');
        foreach (var damage in view.Damage(new())) text.Append(Encoding.UTF8.GetString(payload.Write(damage))).Append('\n');
        return text.ToString();
    }
}
