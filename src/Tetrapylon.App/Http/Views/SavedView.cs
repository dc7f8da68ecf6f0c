using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http.Views;

/// <summary>A question to the record that somebody keeps: what changes in its answer is told in a feed and, where wished, sent to a program.</summary>
/// <param name="Query">The filters of its address, with their question mark; empty where there are none.</param>
/// <param name="Looked">State of the record it was last held against.</param>
public sealed record SavedView(string Id, string Name, string By, Instant Since, ViewSubject Subject, string Query, string? Looked, Hook? Hook)
{
    /// <summary>The page of what it asks for.</summary>
    public string Address => "/" + WireName.Of(Subject) + Query;
}

/// <summary>Where changes are sent, and the secret they are signed with.</summary>
public sealed record Hook(Uri Address, string Secret);

/// <summary>Something that is new in a view, reads otherwise, or fits no more.</summary>
/// <param name="Id">Of the event, claim or entry; that of its last state where it is gone.</param>
/// <param name="Fields">What reads otherwise.</param>
/// <param name="Title">What it is in a few words.</param>
/// <param name="Path">Where it stands on this desk; null where it is gone.</param>
public sealed record ViewChange(long Number, Change Change, ContentId Id, ImmutableArray<FieldChange> Fields, Instant At, string Title, string? Path, string Quote, string? Source);

/// <summary>Something as a view last saw it.</summary>
public sealed record SeenThing(ContentId Id, ContentId State, ImmutableArray<(string Field, string? Value)> Fields, ImmutableArray<ContentId> Claims, string Title);

public enum DeliveryState : byte { Waiting, Delivered, Failed }

/// <summary>Changes on their way to a program.</summary>
/// <param name="Id">The same on every try, so that the receiver can know it again.</param>
/// <param name="Next">When it is tried next; null when it is not.</param>
public sealed record Delivery(long Number, string Id, string View, Instant Begun, string Body, int Tries, Instant? Next, DeliveryState State);

/// <summary>One try to deliver.</summary>
/// <param name="Status">What the receiver answered; null when nothing came.</param>
public sealed record DeliveryAttempt(long Delivery, Instant At, int? Status, string? Error, long Milliseconds);
