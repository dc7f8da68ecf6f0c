using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.App.Wording;

/// <summary>Values of the record in the words people use for them.</summary>
internal static class Words
{
    /// <summary>How many of a thing: 1 report, 2,345 reports.</summary>
    public static string Counted(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {one}{(count == 1 ? "" : "s")}");

    public static string? Day(LocalDate? day) => day is { } d ? LocalDatePattern.Iso.Format(d) : null;

    /// <summary>A moment to the minute, in universal time.</summary>
    public static string Minute(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Format(at);

    /// <summary>Days as exactly as they are known: 2017-03-01, March 2016, 2016, 2017-02-27 to 2017-03-02.</summary>
    public static string When(DayRange days) => When(days, Month, (first, last) => $"{first} to {last}");

    /// <summary>The same in the words of a language.</summary>
    /// <param name="month">How it names a month of a year.</param>
    /// <param name="range">How it says from a day to another.</param>
    public static string When(DayRange days, Func<LocalDate, string> month, Func<string, string, string> range) => days.Precision switch
    {
        _ when days.Start == days.End => LocalDatePattern.Iso.Format(days.Start),
        DatePrecision.Month when days.Start.Day == 1 && days.End == days.Start.PlusMonths(1).PlusDays(-1) => month(days.Start),
        DatePrecision.Year when days.Start.Year == days.End.Year => days.Start.Year.ToString(CultureInfo.InvariantCulture),
        _ => range(LocalDatePattern.Iso.Format(days.Start), LocalDatePattern.Iso.Format(days.End)),
    };

    /// <summary>The first day of a spell as exactly as it is known.</summary>
    public static string From(LocalDate day, DatePrecision precision) => From(day, precision, Month, by => $"by {by}", about => $"about {about}");

    /// <summary>The same in the words of a language.</summary>
    /// <param name="month">How it names a month of a year.</param>
    /// <param name="by">How it says that it was so by a day.</param>
    /// <param name="about">How it says about a day.</param>
    public static string From(LocalDate day, DatePrecision precision, Func<LocalDate, string> month, Func<string, string> by, Func<string, string> about) => precision switch
    {
        DatePrecision.Day => LocalDatePattern.Iso.Format(day),
        DatePrecision.Month => month(day),
        DatePrecision.Year => day.Year.ToString(CultureInfo.InvariantCulture),
        DatePrecision.Vague => by(LocalDatePattern.Iso.Format(day)),
        _ => about(LocalDatePattern.Iso.Format(day)),
    };

    public static string? Where(PlaceReference? reference)
    {
        if (reference is null) return null;
        var place = reference.Place;
        var name = place?.Name ?? reference.Mention?.Text;
        var said = reference.Mention is { } mention && name is not null && !mention.Text.Equals(name, StringComparison.OrdinalIgnoreCase) ? $"{mention.Text} = {name}" : name;
        return string.Join(", ", new[] { said, place?.Admin1, reference.Country ?? place?.Country }.Where(p => !string.IsNullOrEmpty(p)).Distinct());
    }

    public static string? Toll(Losses? losses) => losses is null ? null : Toll(losses.Low, losses.High);

    public static string? Toll(Toll? toll) => toll is null ? null : Toll(toll.Low, toll.High);

    public static string? Control(ControlClaim? control) => control is null ? null
        : $"{WireName.Of(control.Change).Replace('_', ' ')}{(control.Holder is { } holder ? $" ({holder.Name})" : "")}";

    public static string? Damage(DamageClaim? damage) => damage is null ? null
        : string.Join(' ', new[] { damage.Extent, damage.Component is null ? null : damage.Component + " of", damage.Site, WireName.Of(damage.Effect) }.Where(p => p is not null));

    /// <summary>Words of a report on one line, in quotation marks.</summary>
    public static string Quoted(string words) => $"“{string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}”";

    private static string Month(LocalDate day) => day.ToString("MMMM uuuu", CultureInfo.InvariantCulture);

    private static string Toll(int low, int high) => low == high
        ? low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{low} to {high}");
}
