using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.App.Flow;
using Tetrapylon.Language;

namespace Tetrapylon.App.Commands;

/// <summary>Options that several commands take, spelled and explained in one way.</summary>
internal static class Flags
{
    /// <summary>Reports to read: files, folders, standard input and addresses of the web.</summary>
    public static Argument<string[]> Files() => new("FILE")
    {
        Description = "Files or folders of reports: text, HTML, JSON Lines, feeds, web archives, PDF, DOCX, mail, exports of channels, and zip, gz, zst of these; http(s) addresses; - for standard input.",
        Arity = ArgumentArity.OneOrMore,
        Validators = { result => Exist(result, orAddress: true) },
    };

    public static Argument<string[]> Files(string what) => new("FILE")
    {
        Description = what,
        Arity = ArgumentArity.OneOrMore,
        Validators = { result => Exist(result, orAddress: false) },
    };

    /// <summary>Addresses of feeds.</summary>
    public static Argument<Uri[]> Feeds() => new("FEED")
    {
        Description = "Addresses (http or https) of RSS, Atom or JSON feeds.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            foreach (var token in result.Tokens)
                if (!WebInput.IsAddress(token.Value)) result.AddError($"'{token.Value}' is no http or https address.");
            return [.. result.Tokens.Where(t => WebInput.IsAddress(t.Value)).Select(t => new Uri(t.Value))];
        },
    };

    public static Option<bool> Json() => new("--json") { Description = "One JSON object a line, for programs." };

    public static Option<string[]> Data() => new("--data")
    {
        HelpName = "DIR",
        Description = "Your own data folder, laid over ours: a file of the same path replaces ours, a new one joins. May be given more than once.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Which model reads the language of reports.</summary>
    public static Option<LanguageModel> Model()
    {
        var model = new Option<LanguageModel>("--model")
        {
            HelpName = "fast|accurate",
            Description = "The model that tags and parses: fast (unless you say otherwise), or accurate, which is right more often and takes several times as long.",
            CustomParser = result => result.Tokens is [{ Value: "accurate" }] ? LanguageModel.Accurate : LanguageModel.Fast,
        };
        model.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("fast" or "accurate")) result.AddError($"--model is fast or accurate, not '{token.Value}'.");
        });
        return model;
    }

    public static Option<string> Store() => new("--store")
    {
        Validators = { InAFolder },
        HelpName = "PATH",
        Description = "The record: one SQLite file, or a PostgreSQL server with PostGIS: \"Host=…;Database=…;Username=…\".",
        DefaultValueFactory = _ => "tetrapylon.db",
    };

    public static Option<LocalDate?> On() => Day("--on", "What was so on this day (YYYY-MM-DD).");

    public static Option<LocalDate?> KnownAt() => Day("--known-at", "As it was known at the end of this day (YYYY-MM-DD): later reports are left out.");

    public static Option<string?> Place() => new("--place") { HelpName = "NAME", Description = "Only this place, by any of its names." };

    public static Option<LocalDate?> Day(string name, string description) => new(name)
    {
        HelpName = "DAY",
        Description = description,
        CustomParser = result =>
        {
            var parsed = LocalDatePattern.Iso.Parse(result.Tokens.Count == 1 ? result.Tokens[0].Value : "");
            if (parsed.Success) return parsed.Value;
            result.AddError($"{name} {string.Join(' ', result.Tokens)}: a day is written YYYY-MM-DD and must exist.");
            return null;
        },
    };

    /// <summary>Only one country, by its code.</summary>
    public static Option<string?> Country()
    {
        var country = new Option<string?>("--country") { HelpName = "CODE", Description = "Only this country (ISO 3166, two letters)." };
        country.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.Length != 2 || !token.Value.All(char.IsAsciiLetter)) result.AddError($"--country {token.Value}: a country is written as two letters (ISO 3166), such as SY.");
        });
        return country;
    }

    // A record is made in a folder that is there; a connection string names no file.
    private static void InAFolder(OptionResult result)
    {
        foreach (var path in result.Tokens.Select(t => t.Value).Where(p => !p.Contains('=', StringComparison.Ordinal)))
        {
            if (Directory.Exists(path)) result.AddError($"--store {path} is a folder: name the file in it that is or becomes the record, such as {Path.Combine(path, "my.db")}.");
            else if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) result.AddError($"--store {path}: there is no folder '{folder}'; make it, or name another.");
        }
    }

    private static void Exist(ArgumentResult result, bool orAddress)
    {
        foreach (var token in result.Tokens)
            if (token.Value != "-" && !Path.Exists(token.Value) && !(orAddress && WebInput.IsAddress(token.Value)))
                result.AddError($"'{token.Value}' does not exist.");
    }
}
