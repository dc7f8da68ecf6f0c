using System.CommandLine;
using System.Globalization;
using Tetrapylon.App.Terminals;
using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Gazetteer.Import;
using Tetrapylon.Model;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon gazetteer import</c>: place tables of others into a data folder of one's own.</summary>
internal static class GazetteerImportCommand
{
    public static Command Build(Terminal terminal)
    {
        var files = Flags.Files("Tables: GeoNames dumps (SY.zip, SY.txt) and alternateNamesV2, administrative units with p-codes (HDX .csv), Pleiades (.json, .csv), OpenStreetMap extracts (.geojson, .geojsonl), any other .csv with --columns; and .gz and .zip of these.");
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Your own data folder; made if it is not there. Give it to the other commands with --data.", Required = true };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "Name of the import; the same name again replaces it. The first file's name unless given." };
        var columns = new Option<string?>("--columns") { HelpName = "MAPPING", Description = "Which columns of a .csv hold what: name=…,lat=…,lon=… and, where there are such, country, kind, id, names, region, population." };
        var kind = new Option<string?>("--kind") { HelpName = "KIND", Description = $"With --columns: the kind of every row ({string.Join(", ", Enum.GetValues<PlaceKind>().Select(k => WireName.Of(k)))})." };
        var country = new Option<string?>("--country") { HelpName = "COUNTRY", Description = "The country of rows that tell none, by code or name." };
        var origin = new Option<string?>("--origin") { HelpName = "TEXT", Description = "Origin and licence of the tables; kept in the file and told by doctor." };
        var command = new Command("import", "Bring place tables of others into a data folder of your own. What is known already is joined with it, both ids kept; wrong rows are set aside and named.") { files, data, name, columns, kind, country, origin };
        command.SetAction((parsed, stop) =>
        {
            var (tables, folder) = (parsed.GetRequiredValue(files), parsed.GetRequiredValue(data));
            var called = NameWords.Fold(parsed.GetValue(name) ?? Stem(tables[0])).Replace(' ', '-');
            if (called.Length == 0) throw new UsageException("--name has no letters");
            Directory.CreateDirectory(folder);
            var target = Path.Combine(folder, "gazetteer", $"import.{called}.bin");
            using var known = Gazetteer.Load(new Stages([folder]).Data, Stages.ModelsFolder, except: target);
            var report = GazetteerImport.Run(known, tables, Options(known, called, parsed.GetValue(columns), parsed.GetValue(kind), parsed.GetValue(country), parsed.GetValue(origin)), target);
            foreach (var aside in report.SetAside) terminal.Say("set aside: " + aside);
            if (report.SetAsideCount > report.SetAside.Count) terminal.Say(string.Create(CultureInfo.InvariantCulture, $"set aside: {report.SetAsideCount - report.SetAside.Count:#,0} more"));
            if (report.Bytes == 0) throw new FailedException("no row could be used; nothing was written");
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{target}: {report.New:#,0} new places, {report.Joined:#,0} joined with known ones, {report.Names:#,0} names, {report.Bytes / 1048576.0:0.0} MB; {report.SetAsideCount:#,0} rows set aside"));
            return Task.FromResult(report.SetAsideCount > 0 ? ExitCode.SomeSetAside : ExitCode.Ok);
        });
        return command;
    }

    private static ImportOptions Options(Gazetteer known, string called, string? columns, string? kind, string? country, string? origin)
    {
        PlaceKind? fixedKind = null;
        if (kind is not null) fixedKind = WireName.TryParse<PlaceKind>(kind, out var parsed) ? parsed : throw new UsageException($"--kind {kind}: there is no such kind of place");
        var code = country is null ? null : known.CountryCode(country) ?? throw new UsageException($"--country {country}: there is no such country");
        try
        {
            return new(columns is null ? null : new ColumnMapping(columns, called, fixedKind), code, origin);
        }
        catch (FormatException e)
        {
            throw new UsageException("--columns: " + e.Message);
        }
    }

    private static string Stem(string file)
    {
        var stem = Path.GetFileName(file);
        return stem.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? stem[..dot] : stem;
    }
}
