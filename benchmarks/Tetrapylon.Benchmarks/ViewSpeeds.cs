using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Tetrapylon.App;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Benchmarks;

/// <summary>How long a question to a record takes, over many places and days of it: the middle and the slowest twentieth.</summary>
internal sealed class ViewSpeeds(string store)
{
    private const int Times = 400;

    public void Print(TextWriter into)
    {
        using var record = RecordStore.Open(store, Rules.Load(new Stages([]).Data), readOnly: true);
        var chance = new Random(1);
        var now = record.View();
        // Each event and each claim of control is as likely as the next, so much-told places come up most.
        var told = now.Events(new()).Where(e => e is { Place.Place: not null, KnownSince: not null }).ToList();
        var held = now.Control().Select(h => (h.Place, Day: h.Spells[^1].From)).ToList();
        Event Any() => told[chance.Next(told.Count)];
        into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{record.Name}: {told.Count} events with a place, {held.Count} places with a history; {Times} questions each"));
        Time("events of a place", () => Any().Place!.Place!.Id, place => now.Events(new() { Place = place }).Count());
        Time("a page of events of a country", () => Any().Place!.Country ?? "SY", country => new RecordPages(now).Events(new() { Country = country }, null, 50).Items.Count);
        Time("control of a place on a day", () => held[chance.Next(held.Count)], at => now.Control(at.Place.Id, at.Day).Count());
        Time("events of a place, as known at a day", () => Any(), e => record.View(Later(e)).Events(new() { Place = e.Place!.Place!.Id, From = e.Days?.Start.PlusDays(-30), To = e.Days?.End.PlusDays(30) }).Count());
        Time("control of a place, as known at a day", () => held[chance.Next(held.Count)], at => record.View(at.Day.PlusDays(30)).Control(at.Place.Id, at.Day).Count());
        Time("events by words", () => Any(), e => now.Search(e.Place!.Place!.Name).Count);

        void Time<T>(string what, Func<T> ask, Func<T, int> answer)
        {
            var questions = Enumerable.Range(0, Times).Select(_ => ask()).ToList();
            foreach (var question in questions.Take(20)) answer(question);
            List<double> took = new(Times), worked = new(Times);
            foreach (var question in questions)
            {
                var (clock, work) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                answer(question);
                worked.Add((Environment.CpuUsage.TotalTime - work).TotalMilliseconds);
                took.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
            took.Sort();
            worked.Sort();
            // On a machine that does other work besides, the time of the processor is the truer figure.
            into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-40} median {took[Times / 2],7:0.00} ms, p95 {took[Times * 95 / 100],7:0.00} ms; of the processor {worked[Times / 2],7:0.00} ms, p95 {worked[Times * 95 / 100],7:0.00} ms"));
        }
    }

    private static LocalDate Later(Event e) => e.KnownSince!.Value.PlusDays(30);
}
