using Tetrapylon.Coding.Actors;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What is read of a happening before who holds its place: as what it is told, whether it happened, who did it to whom, and where.</summary>
internal readonly record struct Setting(SubEventType Type, ClaimStatus Said, Roles Roles, PlaceReference? Place);
