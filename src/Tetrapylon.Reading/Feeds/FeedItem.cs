using System.Collections.Immutable;

namespace Tetrapylon.Reading.Feeds;

/// <summary>One entry of a feed or message of a channel, as its format gives it.</summary>
/// <param name="Markup">Content as HTML; null when it is plain text.</param>
internal sealed record FeedItem(string? Id, string? Title, string? Markup, string? PlainText, string? Url, string? Published, string? Updated, string? Author, string? Publisher, string? Language)
{
    public ImmutableArray<string> Topics { get; init; } = [];
}
