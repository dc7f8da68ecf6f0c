using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>A stretch of text that may name a place, before it is decided which.</summary>
internal sealed class PlaceDraft
{
    public required Span Span { get; set; }
    public required int First { get; set; }
    public required int End { get; set; }
    public required int Sentence { get; init; }

    /// <summary>Places of the name; empty for a named place no gazetteer has.</summary>
    public List<NamedPlace> Candidates { get; } = [];

    /// <summary>What a word beside the name says of its kind.</summary>
    public PlaceKind? Kind { get; set; }

    public bool Demonym { get; set; }
    public bool InOrganisation { get; set; }

    /// <summary>It begins the name of a building or square.</summary>
    public bool InWorks { get; set; }

    /// <summary>Index of the draft that this one is said to lie in ("X, Y"); -1 for none.</summary>
    public int Container { get; set; } = -1;

    /// <summary>The draft that is said to lie in this one.</summary>
    public PlaceDraft? Inner { get; set; }

    /// <summary>A locative preposition stands before the name.</summary>
    public bool Located { get; set; }

    /// <summary>It stands where what is taken or fought for stands ("captures X", "the towns of X and Y").</summary>
    public bool Taken { get; set; }

    /// <summary>Key under which all mentions of one name in a report share one sense.</summary>
    public string Name { get; set; } = "";

    public double? OffsetKm { get; set; }
    public double? Bearing { get; set; }

    /// <summary>First-level regions that have a place of this name.</summary>
    public List<int>? Regions { get; set; }

    /// <summary>How much the draft spoke for its country and region in the last round.</summary>
    public double Vote { get; set; }

    public int Chosen { get; set; } = -1;
    public double Score { get; set; }
    public double Runner { get; set; }
    public int RunnerUp { get; set; } = -1;
    public string? Why { get; set; }
}
