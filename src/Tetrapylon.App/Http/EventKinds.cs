using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.App.Http;

/// <summary>The look of each event type: a shape on the map and in its legend, a colour in the charts, the same on every page.</summary>
public sealed class EventKinds
{
    // In a box of 16 by 16; as many as there are types, or they come round again.
    private static readonly ImmutableArray<string> Shapes =
    [
        "M8 2L14.2 13H1.8Z",
        "M8 1L9.8 6H15L10.9 9.1L12.4 14.2L8 11.2L3.6 14.2L5.1 9.1L1 6H6.2Z",
        "M8 3a5 5 0 1 0 .01 0Z",
        "M6 2h4v4h4v4h-4v4H6v-4H2V6h4Z",
        "M8 1.5L14.5 8L8 14.5L1.5 8Z",
        "M3.5 3.5h9v9h-9Z",
    ];

    private readonly FrozenDictionary<string, int> _numbers;

    public EventKinds(EventOntology ontology)
    {
        Types = [.. ontology.SubTypes.Select(t => t.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _numbers = ontology.SubTypes.Select(t => (t.Name, t.Type)).Concat(Types.Select(t => (Name: t, Type: t))).DistinctBy(t => t.Name).ToFrozenDictionary(t => t.Name, t => Types.IndexOf(t.Type), StringComparer.Ordinal);
    }

    /// <summary>Event types by number.</summary>
    public ImmutableArray<string> Types { get; }

    /// <summary>Number of an event type, or of the type that a sub-event type belongs to.</summary>
    public int Of(string type) => _numbers.GetValueOrDefault(type);

    public static string Shape(int kind) => Shapes[kind % Shapes.Length];
}
