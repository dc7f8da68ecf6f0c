using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Tetrapylon.App.Wording;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http;

/// <summary>The words of the pages in one language. A word that a language lacks is said in English.</summary>
public sealed class Messages
{
    private readonly FrozenDictionary<string, string> _words;
    private readonly Messages? _fallback;

    private Messages(string language, FrozenDictionary<string, string> words, Messages? fallback) => (Language, _words, _fallback) = (language, words, fallback);

    public string Language { get; }

    public string Direction => Language is "ar" or "fa" or "he" or "ur" ? "rtl" : "ltr";

    public string this[string key] => _words.TryGetValue(key, out var word) ? word : _fallback?[key] ?? key;

    public string Say(string key, params object?[] values)
    {
        // What is put into a sentence of the other direction keeps its own: a date after an Arabic word would be turned round.
        if (Direction == "rtl") values = Array.ConvertAll(values, v => v is string text ? $"\u2068{text}\u2069" : v);
        return string.Format(CultureInfo.InvariantCulture, this[key], values);
    }

    /// <summary>The value of a code list in words; the code itself where no language has words for it.</summary>
    public string Name(string wireName) => _words.TryGetValue("name." + wireName, out var word) ? word : _fallback is { } other ? other.Name(wireName) : wireName.Replace('_', ' ');

    /// <summary>An event type or sub-event type in words.</summary>
    public string Type(string type) => _words.TryGetValue("type." + type, out var word) ? word : _fallback?.Type(type) ?? type;

    /// <summary>Days as exactly as they are known.</summary>
    public string When(DayRange days) => Words.When(days, Month, (first, last) => Say("day.to", first, last));

    /// <summary>The first day of a spell as exactly as it is known.</summary>
    public string From(LocalDate day, DatePrecision precision) => Words.From(day, precision, Month, by => Say("map.by", by), about => Say("day.about", about));

    public string? Toll(Losses? losses) => losses is null ? null : Toll(losses.Low, losses.High);

    public string? Toll(Toll? toll) => toll is null ? null : Toll(toll.Low, toll.High);

    private string Toll(int low, int high) => low == high ? low.ToString("#,0", CultureInfo.InvariantCulture) : Say("number.to", low.ToString("#,0", CultureInfo.InvariantCulture), high.ToString("#,0", CultureInfo.InvariantCulture));

    /// <summary>A day with the name of its month.</summary>
    public string Long(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Month(day)}");

    /// <summary>A month by its name, and the year.</summary>
    public string Month(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{this["months"].Split(' ')[day.Month - 1]} {day.Year}");

    public IEnumerable<string> Keys => _words.Keys;

    public static FrozenDictionary<string, Messages> Load(string folder)
    {
        FrozenDictionary<string, string> Read(string file) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file))!.ToFrozenDictionary(StringComparer.Ordinal);
        var english = new Messages("en", Read(Path.Combine(folder, "en.json")), null);
        return Directory.GetFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f) is var name && name == "en" ? english : new(name, Read(f), english))
            .ToFrozenDictionary(m => m.Language, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>By the address, else by what the browser asks for.</summary>
    public static Messages Of(HttpRequest request, FrozenDictionary<string, Messages> all)
    {
        if (request.Query["lang"].ToString() is { Length: > 0 } asked && all.TryGetValue(asked, out var chosen)) return chosen;
        foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
            if (all.TryGetValue(wanted.Value.ToString().Split('-')[0], out var found)) return found;
        return all["en"];
    }
}
