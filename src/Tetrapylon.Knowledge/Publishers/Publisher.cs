using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Publishers;

/// <summary>How far a publisher's reporting reaches, ACLED's source scale without its subdivisions.</summary>
public enum PublisherScale : byte { Local, National, International }

/// <summary>Who publishes reports: an agency, a paper, a broadcaster, a monitor, an official organ or a party to a conflict.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 of its seat; null for bodies of many countries.</param>
/// <param name="Domains">Hosts its pages stand under, without <c>www.</c>.</param>
public sealed record Publisher(string Id, string Name, SourceKind Kind, PublisherScale Scale, string? Country, ImmutableArray<string> Domains, ImmutableArray<string> Aliases);
