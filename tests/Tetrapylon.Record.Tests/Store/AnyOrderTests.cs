using System.Collections;
using CsCheck;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Store;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Store;

/// <summary>Laws of the record: order, batches, repetition and crashes leave no trace.</summary>
public sealed class AnyOrderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("record-order-").FullName;
    private int _next;

    private string NewPath => Path.Combine(_folder, $"{Interlocked.Increment(ref _next)}.db");

    private static readonly Place[] Places = [Marja, Sangin, Helmand, Tower];
    private static readonly Participant[] Parties = [Taliban, Army, Someone("gunmen"), Someone("rebels", ActorKind.RebelGroup)];

    private static readonly Gen<Claim> AnyClaim =
        from kind in Gen.Int[0, 5]
        from place in Gen.Int[0, Places.Length - 1]
        from day in Gen.Int[1, 9]
        from vague in Gen.Int[0, 3]
        from a in Gen.Int[0, Parties.Length - 1]
        from b in Gen.Int[0, Parties.Length - 1]
        from dead in Gen.Int[0, 12]
        let date = vague == 0 ? null : vague == 1 ? On($"2019-05-0{day}", basis: DateBasis.ReportDay) : On($"2019-05-0{day}")
        select kind switch
        {
            0 => Taken(Places[place], Parties[a], a == b ? null : Parties[b], date),
            1 => Contested(Places[place], date ?? On("2019-05-05"), Parties[a], Parties[b]),
            2 => Claim("Looting/property destruction", Tower, date, "Strategic developments") with
            {
                Actors = [Parties[a]],
                Damage = new("Marja tower", "test:marja-tower", null, dead > 6 ? DamageEffect.Destroyed : DamageEffect.Damaged, DamageSeverity.Unknown, null, new(0, 1)),
            },
            _ => Clash(Places[place], date ?? On("2019-05-05"), Parties[a], Parties[b], dead == 0 ? null : dead),
        };

    // Few ids and few texts, so that versions, copies and repetitions come up.
    private static readonly Gen<CodedReport> AnyReport =
        from id in Gen.Int[0, 12]
        from text in Gen.Int[0, 5]
        from day in Gen.Int[1, 9]
        from claims in AnyClaim.Array[0, 3]
        select Report($"r{id}", $"2019-05-0{day}", $"Report {id} tells in version {text} of Marja and of Sangin.", claims);

    private static readonly Gen<CodedReport[]> Reports = AnyReport.Array[1, 14].Select(all => all.DistinctBy(r => r.Report.ContentId).ToArray());

    [Fact]
    public void Any_order_and_any_batches_make_the_same_record() =>
        Gen.Select(Reports, Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 5]).Sample((reports, seed, batch) =>
        {
            var other = (CodedReport[])reports.Clone();
            new Random(seed).Shuffle(other);
            return Told(reports, reports.Length, deriveEach: false) == Told(other, batch, deriveEach: true);
        }, iter: 40, threads: 1);

    [Fact]
    public void Large_crowds_are_the_same_in_any_order_and_on_any_day()
    {
        var rules = SmallCrowds(_folder);
        Assert.Equal(3, rules.Merge.Crowd);
        Gen.Select(Reports, Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 5], Gen.Int[1, 9]).Sample((reports, seed, batch, day) =>
        {
            var other = (CodedReport[])reports.Clone();
            new Random(seed).Shuffle(other);
            var at = Day($"2019-05-0{day}");
            return Told(reports, reports.Length, deriveEach: false, rules: rules) == Told(other, batch, deriveEach: true, rules: rules)
                && Told(other, batch, deriveEach: true, at, rules) == Told([.. reports.Where(r => r.Report.PublishedOn <= at)], 3, deriveEach: false, at, rules);
        }, iter: 40, threads: 1);
    }

    [Fact]
    public void Known_at_a_day_is_the_record_of_the_reports_until_then() =>
        Gen.Select(Reports, Gen.Int[1, 9]).Sample((reports, day) =>
        {
            var at = Day($"2019-05-0{day}");
            using var whole = RecordStore.Open(NewPath, Rules);
            whole.Ingest(reports);
            whole.Derive();
            return RecordStoreTests.Say(whole.View(at)) == Told([.. reports.Where(r => r.Report.PublishedOn <= at)], 3, deriveEach: false, at);
        }, iter: 40, threads: 1);

    [Fact]
    public void Asking_for_a_place_and_days_of_an_earlier_record_leaves_nothing_out() =>
        Gen.Select(Reports, Gen.Int[1, 9], Gen.Int[1, 9]).Sample((reports, day, known) =>
        {
            using var store = RecordStore.Open(NewPath, Rules);
            store.Ingest(reports);
            store.Derive();
            var (view, on) = (store.View(Day($"2019-05-0{known}")), Day($"2019-05-0{day}"));
            // A tower is known to lie in Marja once a report has spoken of Marja.
            if (view.Places(Marja.Id).IsEmpty) return true;
            var asked = view.Events(new() { Place = "Marja", From = on, To = on }).Select(e => e.Id);
            return asked.SequenceEqual(view.Events(new()).Where(e => e.Place?.Place is { } p && (p.Id == Marja.Id || p.Parent == Marja.Id) && e.Days is { } d && d.Contains(on)).Select(e => e.Id));
        }, iter: 40, threads: 1);

    [Fact]
    public void Cut_off_in_the_middle_of_a_batch_it_resumes_to_the_same_record() =>
        Gen.Select(Reports.Where(r => r.Length > 3), Gen.Int[0, 20]).Sample((reports, cut) =>
        {
            string path = NewPath, image = NewPath;
            var half = reports.Length / 2;
            using (var store = RecordStore.Open(path, Rules))
            {
                store.Ingest(reports[..half]);
                if (cut % 2 == 0) store.Derive();
                // The files as they lie on the disk at some moment of the second batch: what a power cut would leave.
                store.Ingest(new Interrupted(reports[half..], cut % (reports.Length - half), () =>
                {
                    File.Copy(path, image, true);
                    if (File.Exists(path + "-wal")) File.Copy(path + "-wal", image + "-wal", true);
                }));
            }
            using var resumed = RecordStore.Open(image, Rules);
            var acknowledged = reports[..half].All(r => resumed.Has(r.Report.ContentId)) && !reports[half..].Any(r => resumed.Has(r.Report.ContentId));
            resumed.Ingest(reports);
            resumed.Derive();
            return acknowledged && RecordStoreTests.Say(resumed.View()) == Told(reports, reports.Length, deriveEach: false);
        }, iter: 25, threads: 1);

    [Fact]
    public void A_file_and_a_server_tell_the_same_in_any_order()
    {
        TestServer.NewRecord();
        Gen.Select(Reports, Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 9]).Sample((reports, seed, day) =>
        {
            var other = (CodedReport[])reports.Clone();
            new Random(seed).Shuffle(other);
            using var record = NewRecord.OnServer();
            using (var store = RecordStore.Open(record.Store, Rules))
                foreach (var some in other.Chunk(3))
                {
                    store.Ingest(some);
                    if (seed % 2 == 0) store.Derive();
                }
            using var server = RecordStore.Open(record.Store, Rules);
            server.Derive();
            var at = Day($"2019-05-0{day}");
            return RecordStoreTests.Say(server.View()) == Told(reports, reports.Length, deriveEach: false) && RecordStoreTests.Say(server.View(at)) == Told(reports, 4, deriveEach: true, at);
        }, iter: 20, threads: 1);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private string Told(CodedReport[] reports, int batch, bool deriveEach, LocalDate? knownAt = null, RecordRules? rules = null)
    {
        using var store = RecordStore.Open(NewPath, rules ?? Rules);
        foreach (var some in reports.Chunk(batch))
        {
            store.Ingest(some);
            if (deriveEach) store.Derive();
        }
        store.Derive();
        return RecordStoreTests.Say(store.View(knownAt));
    }

    private sealed class Interrupted(CodedReport[] reports, int at, Action interrupt) : IReadOnlyCollection<CodedReport>
    {
        public int Count => reports.Length;

        public IEnumerator<CodedReport> GetEnumerator()
        {
            for (var i = 0; i < reports.Length; i++)
            {
                if (i == at) interrupt();
                yield return reports[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
