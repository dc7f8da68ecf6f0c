using System.Collections.Immutable;
using NodaTime;

namespace Tetrapylon.Export.Comparing;

/// <summary>An event as another data set tells it.</summary>
/// <param name="Line">The line of its file.</param>
/// <param name="Start">First and last day on which it may have been, by the precision given.</param>
/// <param name="Types">Event types it may be of by our names, the likeliest first; empty when the file tells none.</param>
/// <param name="Country">ISO code; null when the file names none that we know.</param>
/// <param name="WithinKm">How far from the point it may have been.</param>
/// <param name="Dead">Null when the file gives no figure.</param>
public sealed record ForeignEvent(int Line, string? Id, LocalDate Start, LocalDate End, ImmutableArray<string> Types, string? SubType, string? Country, string? Region, string? Place,
    double? Latitude, double? Longitude, double WithinKm, int? Dead)
{
    public string? Actor { get; init; }
    public string? Recipient { get; init; }
    public string? Notes { get; init; }
}
