using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Http.Views;

/// <summary>Holds saved views against the record whenever it changed, by whatever process, and notes what is new, revised or gone.</summary>
internal sealed class ViewWatch(RecordPool records, ViewStore views, HookSender sender, IClock clock, Action<Exception> fault) : IAsyncDisposable
{
    /// <summary>Events, claims, places or entries a view may have: it must be possible to keep in mind what each looked like.</summary>
    public const int MostThings = 50000;

    // Changes that go out together; a large batch of reports makes many.
    private const int PerDelivery = 100, MostDeliveries = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _one = new(1);
    private Task _working = Task.CompletedTask;

    public void Begin() => _working = Task.Run(WorkAsync);

    /// <summary>The filter a view stands for.</summary>
    /// <exception cref="ProblemException">The address is none of ours.</exception>
    public static RecordFilter FilterOf(string query) => Question.Of(new QueryCollection(QueryHelpers.ParseQuery(query))).Filter;

    /// <summary>Keeps a view; what fits now is known to it.</summary>
    public SavedView Save(string name, string by, ViewSubject subject, string query, RecordStore store)
    {
        var filter = FilterOf(query);
        var things = ViewSubjects.Of(subject, store.View(), filter).Take(MostThings + 1).ToList();
        if (things.Count > MostThings) throw new ProblemException(400, "too-many", $"More than {MostThings:#,0} {WireName.Of(subject)} fit. Narrow the view.");
        return views.Add(name, by, subject, query, clock.GetCurrentInstant(), store.Revision, things.Select(t => t.Read() is { } thing ? Seen(thing, t.State) : null).OfType<SeenThing>());
    }

    /// <summary>Looks at every view that was not held against this state of the record.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            var all = views.All();
            if (all.Count == 0) return;
            using var lease = await records.RentAsync(stop).ConfigureAwait(false);
            var revision = lease.Store.Revision;
            // While events lag behind the claims nothing can be said of them.
            if (all.All(v => v.Looked == revision) || lease.Store.IsStale) return;
            foreach (var view in all)
                if (view.Looked != revision) Look(view, lease.Store, revision);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks, and sends what is due.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        await LookAsync(stop).ConfigureAwait(false);
        await sender.SendDueAsync(stop).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _working.ConfigureAwait(false);
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
            try
            {
                await RoundAsync(_stop.Token).ConfigureAwait(false);
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A record that is locked for long, or a fault of ours, must not end the watch.
                fault(e);
                await Task.Delay(Pause * 5, CancellationToken.None).WaitAsync(_stop.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            }
    }

    private void Look(SavedView view, RecordStore store, string revision)
    {
        var (now, before) = (clock.GetCurrentInstant(), views.States(view.Id));
        var changed = new List<(ViewedThing Told, ContentId State)>();
        foreach (var thing in ViewSubjects.Of(view.Subject, store.View(), FilterOf(view.Query)))
            if ((!before.Remove(thing.Id, out var known) || known != thing.State) && thing.Read() is { } told) changed.Add((told, thing.State));
        // What is left of those seen fits no more, or was joined into another event.
        var gone = before.Keys.Select(id => views.Seen(view.Id, id)).OfType<SeenThing>().ToList();
        var lost = gone.ToDictionary(g => g.Id);
        var byClaim = gone.SelectMany(g => g.Claims.Select(c => (c, g))).GroupBy(p => p.c).ToDictionary(g => g.Key, g => g.First().g);
        var changes = new List<(ViewChange Change, ViewedThing? Told)>();
        foreach (var (told, _) in changed)
        {
            var earlier = views.Seen(view.Id, told.Id);
            // An event known by an earlier claim now has another id; it is the same happening.
            if (earlier is null && told.Claims.Select(c => byClaim.GetValueOrDefault(c)).FirstOrDefault(g => g is not null) is { } former && lost.Remove(former.Id)) earlier = former;
            if (earlier is null) changes.Add((Of(Change.Learnt, told, []), told));
            else if (Differing(earlier.Fields, told.Fields) is { IsEmpty: false } fields) changes.Add((Of(Change.Revised, told, fields), told));
        }
        foreach (var left in lost.Values) changes.Add((new(0, Change.Withdrawn, left.Id, [], now, left.Title, null, "", null), null));
        var toldOf = changes.Where(c => c.Told is not null).ToDictionary(c => c.Change.Id, c => c.Told!);
        views.Note(view, revision, [.. changes.Select(c => c.Change)], [.. changed.Select(c => Seen(c.Told, c.State))], [.. gone.Select(g => g.Id)],
            numbered => numbered.Chunk(PerDelivery).Take(MostDeliveries).Select(some => Body(view, some, toldOf)), now);

        ViewChange Of(Change change, ViewedThing told, ImmutableArray<FieldChange> fields) => new(0, change, told.Id, fields, now, told.Title, told.Path, told.Quote, told.Source);
    }

    private static (string Id, string Body) Body(SavedView view, ViewChange[] changes, Dictionary<ContentId, ViewedThing> told)
    {
        var id = "msg_" + ContentId.Of(view.Id, changes[0].Number.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToString();
        var into = new System.Buffers.ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(into))
        {
            json.WriteStartObject();
            json.WriteString("schema", "tetrapylon.changes/1");
            json.WriteString("type", "view.changed");
            json.WriteString("timestamp", InstantPattern.General.Format(changes[0].At));
            json.WriteStartObject("view");
            json.WriteString("id", view.Id);
            json.WriteString("name", view.Name);
            json.WriteString("path", view.Address);
            json.WriteEndObject();
            json.WriteStartArray("changes");
            foreach (var change in changes) Write(json, view, change, told.GetValueOrDefault(change.Id));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return (id, Encoding.UTF8.GetString(into.WrittenSpan));
    }

    /// <summary>One change, with what it is of as it now is, where that is wanted.</summary>
    public static void Write(Utf8JsonWriter json, SavedView view, ViewChange change, ViewedThing? told)
    {
        var subject = view.Subject switch { ViewSubject.Events => "event", ViewSubject.Claims => "claim", ViewSubject.Places => "place", _ => "damage" };
        json.WriteStartObject();
        json.WriteNumber("number", change.Number);
        json.WriteString("change", WireName.Of(change.Change));
        json.WriteString("subject", subject);
        json.WriteString("id", change.Id.ToString());
        json.WriteString("path", change.Path);
        json.WriteString("at", InstantPattern.General.Format(change.At));
        json.WriteString("title", change.Title);
        json.WriteStartArray("fields");
        foreach (var field in change.Fields)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteString("before", field.Before);
            json.WriteString("after", field.After);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (told is not null)
        {
            var into = new System.Buffers.ArrayBufferWriter<byte>(2048);
            told.Write(into);
            json.WritePropertyName(subject);
            json.WriteRawValue(into.WrittenSpan);
        }
        json.WriteEndObject();
    }

    private static SeenThing Seen(ViewedThing told, ContentId state) => new(told.Id, state, told.Fields, told.Claims, told.Title);

    private static ImmutableArray<FieldChange> Differing(ImmutableArray<(string Field, string? Value)> before, ImmutableArray<(string Field, string? Value)> after)
    {
        var was = before.ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal);
        return [.. after.Where(f => !string.Equals(was.GetValueOrDefault(f.Field), f.Value, StringComparison.Ordinal)).Select(f => new FieldChange(f.Field, was.GetValueOrDefault(f.Field), f.Value))];
    }
}
