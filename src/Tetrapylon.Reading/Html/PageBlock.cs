namespace Tetrapylon.Reading.Html;

/// <summary>A run of text that a page shows as one block, and what its surroundings say of it.</summary>
internal sealed class PageBlock
{
    public required string Text { get; init; }

    /// <summary>The innermost block-level element around it.</summary>
    public required HtmlNode Element { get; init; }

    public required int Words { get; init; }

    /// <summary>Words that stand in links.</summary>
    public required int LinkWords { get; init; }

    /// <summary>Cues of the element and all around it; a body cue inside a furniture one takes that back.</summary>
    public required ElementCue Cues { get; init; }

    /// <summary>Nothing of it is shown.</summary>
    public required bool Hidden { get; init; }

    public required bool InFigure { get; init; }

    /// <summary>Where a credit element begins in the text; -1 when there is none.</summary>
    public required int CreditAt { get; init; }

    public double LinkShare => Words == 0 ? 1 : (double)LinkWords / Words;

    public string Tag => Element.Tag!;

    public bool IsHeading => Tag is ['h', >= '1' and <= '6'];

    public bool Says(ElementCue cue) => (Cues & cue) != 0;
}
