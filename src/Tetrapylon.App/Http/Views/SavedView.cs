using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http.Views;

/// <summary>A question to the events that somebody keeps: what changes in its answer is told in a feed and, where wished, sent to a program.</summary>
/// <param name="Query">What stands behind <c>/events</c> in its address, with its question mark; empty for all events.</param>
/// <param name="Looked">State of the record it was last held against.</param>
public sealed record SavedView(string Id, string Name, string By, Instant Since, string Query, string? Looked, Hook? Hook);

/// <summary>Where changes are sent, and the secret they are signed with.</summary>
public sealed record Hook(Uri Address, string Secret);

/// <summary>An event that is new in a view, reads otherwise, or fits no more.</summary>
/// <param name="Event">Its id, by which it is found; that of its last state where it is gone.</param>
/// <param name="Fields">What reads otherwise.</param>
/// <param name="Title">Type, place and days in a few words.</param>
public sealed record ViewChange(long Number, Change Change, ContentId Event, ImmutableArray<FieldChange> Fields, Instant At, string Title, string Quote, string? Source);

/// <summary>An event as a view last saw it.</summary>
public sealed record SeenEvent(ContentId Event, ContentId State, ImmutableArray<(string Field, string? Value)> Fields, ImmutableArray<ContentId> Claims, string Title);

public enum DeliveryState : byte { Waiting, Delivered, Failed }

/// <summary>Changes on their way to a program.</summary>
/// <param name="Id">The same on every try, so that the receiver can know it again.</param>
/// <param name="Next">When it is tried next; null when it is not.</param>
public sealed record Delivery(long Number, string Id, string View, Instant Begun, string Body, int Tries, Instant? Next, DeliveryState State);

/// <summary>One try to deliver.</summary>
/// <param name="Status">What the receiver answered; null when nothing came.</param>
public sealed record DeliveryAttempt(long Delivery, Instant At, int? Status, string? Error, long Milliseconds);
