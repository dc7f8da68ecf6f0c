using System.Buffers;
using System.Collections.Immutable;
using Tetrapylon.App.Http.Routes;
using Tetrapylon.Export;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Review;

namespace Tetrapylon.App.Http.Views;

/// <summary>What of the record a view asks for.</summary>
public enum ViewSubject : byte
{
    /// <summary>Events that fit.</summary>
    Events,

    /// <summary>Claims that fit, whoever judged them how.</summary>
    Claims,

    /// <summary>Places that somebody holds on the last day told of.</summary>
    Places,

    /// <summary>Entries of the heritage register.</summary>
    Heritage,
}

/// <summary>An event, claim, place or entry of the register, as a view tells of it.</summary>
/// <param name="Fields">By which two states of it are told apart, and what changed in it is said.</param>
/// <param name="Claims">By these it is known again when it goes by another id.</param>
/// <param name="Path">Where it stands on this desk.</param>
internal sealed record ViewedThing(ContentId Id, ImmutableArray<(string Field, string? Value)> Fields, ImmutableArray<ContentId> Claims, string Title, string Path, string Quote, string? Source, Action<IBufferWriter<byte>> Write);

/// <summary>Each thing that fits a view, with a mark that changes whenever anything in it does.</summary>
internal readonly record struct ViewedState(ContentId Id, ContentId State, Func<ViewedThing?> Read);

/// <summary>Asks the record what a view asks for.</summary>
internal static class ViewSubjects
{
    public static IEnumerable<ViewedState> Of(ViewSubject subject, RecordView view, RecordFilter filter) => subject switch
    {
        // Of events there are many: only those that changed are read.
        ViewSubject.Events => new RecordPages(view).States(filter).Select(s => new ViewedState(s.Id, s.State, () => view.Event(s.Id) is { } told ? Thing(told) : null)),
        ViewSubject.Claims => new RecordPages(view).Claims(filter, null, ViewWatch.MostThings + 1).Select(c => State(Thing(view, c.Claim))),
        ViewSubject.Places => PlaceRoutes.Held([.. view.Control()], filter, view.Latest ?? Atlases.Today).Select(h => State(Thing(h.History))),
        _ => view.Damage(filter).Select(d => State(Thing(d))),
    };

    /// <summary>An event in a few words.</summary>
    public static string Title(Event told) => Words(told.SubType, told.Place?.Place?.Name ?? told.Place?.Text, told.Days);

    private static ViewedState State(ViewedThing thing) => new(thing.Id, ContentId.Of([.. thing.Fields.Select(f => $"{f.Field}\n{f.Value}")]), () => thing);

    private static ViewedThing Thing(Event told) => new(told.Id, RecordDiff.FieldsOf(told), told.Claims, Title(told), "/event/" + told.Id, told.Quote, told.Sources.IsEmpty ? null : told.Sources[0].Name, into => EventJson.Write(told, into));

    private static ViewedThing Thing(RecordView view, ReviewedClaim told)
    {
        var claim = told.Claim;
        ImmutableArray<(string, string?)> fields =
        [
            ("sub_type", claim.SubType), ("status", WireName.Of(claim.Status)), ("actors", Names(claim.Actors)), ("recipients", Names(claim.Recipients)), ("place", Wording.Words.Where(claim.Place)),
            ("date", claim.Date is { } date ? Wording.Words.When(date.Days) : null), ("fatalities", Wording.Words.Toll(claim.Fatalities)), ("injured", Wording.Words.Toll(claim.Injured)), ("review", WireName.Of(told.Review.Status)),
        ];
        return new(claim.Id, fields, [], Words(claim.SubType, claim.Place?.Place?.Name ?? claim.Place?.Mention?.Text, claim.Date?.Days), "/claim/" + claim.Id, claim.Quote, claim.Publisher,
            into => ClaimJson.Write(claim, view.Report(claim.ReportContent)!.Text, into));
    }

    // One field a spell, by the day it begins: what is learnt of a place's past is news as well.
    private static ViewedThing Thing(ControlHistory history) => new(ContentId.Of("place", history.Place.Id),
        [.. history.Spells.Select(s => (Wording.Words.Day(s.From)!, (string?)$"{WireName.Of(s.Status)} {s.Holder ?? "—"}")).DistinctBy(f => f.Item1)],
        [], history.Place.Name, "/place/" + Uri.EscapeDataString(history.Place.Id), history.Spells[^1].Because, null, into => ControlJson.Write(history, into));

    private static ViewedThing Thing(DamageRecord told) => new(told.Id, RecordDiff.FieldsOf(told), told.Claims, $"{told.Site}{(told.Component is { } part ? " · " + part : "")}: {WireName.Of(told.Effect)}",
        "/site/" + Uri.EscapeDataString(Pages.DamageTable.Key(told)) + "#d-" + told.Id, told.Quote, null, into => DamageJson.Write(told, into));

    private static string? Names(ImmutableArray<Participant> parties) => parties.IsEmpty ? null : string.Join("; ", parties.Select(p => p.Name));

    private static string Words(string type, string? place, DayRange? days) => string.Join(", ", new[] { type, place, days is { } d ? Wording.Words.When(d) : null }.Where(t => t is not null));
}
