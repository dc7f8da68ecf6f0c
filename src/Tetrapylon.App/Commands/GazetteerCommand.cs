using System.CommandLine;
using System.Globalization;
using Tetrapylon.App.Terminals;
using Tetrapylon.Knowledge.Gazetteer;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon gazetteer</c>: compiles place tables, and asks what places a name stands for.</summary>
internal static class GazetteerCommand
{
    public static Command Build(Terminal terminal) => new("gazetteer", "Look places up, import place tables of others, or compile a gazetteer from GeoNames tables.") { Find(terminal), GazetteerImportCommand.Build(terminal), Compile(terminal) };

    private static Command Find(Terminal terminal)
    {
        var (name, data) = (new Argument<string>("NAME") { Description = "A name in any spelling." }, Flags.Data());
        var command = new Command("find", "What places a name stands for, the most populous first.") { name, data };
        command.SetAction((parsed, stop) =>
        {
            using var gazetteer = Gazetteer.Load(new Stages(parsed.GetValue(data) ?? []).Data, Stages.ModelsFolder);
            var found = gazetteer.Named(parsed.GetRequiredValue(name)).Select(gazetteer.Place).OrderByDescending(p => p.Population).ThenBy(p => p.Id, StringComparer.Ordinal).ToList();
            if (found.Count == 0) throw new UsageException($"the gazetteer has no place '{parsed.GetValue(name)}'");
            var table = new Table("id", "name", "kind", "region", "country", "lat", "lon", "people", "also");
            foreach (var place in found)
                table.Add(place.Id, place.Name, Model.WireName.Of(place.Kind), place.Admin1, place.Country, Degrees(place.Latitude), Degrees(place.Longitude), place.Population.ToString("#,0", CultureInfo.InvariantCulture), string.Join(' ', place.Sources));
            table.Write(terminal);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Command Compile(Terminal terminal)
    {
        var tables = Flags.Files("GeoNames tables (cities500.txt, allCountries.txt, SY.txt): 19 tab-separated cells a line.");
        var target = new Option<string>("--to") { HelpName = "FILE", Description = "The compiled gazetteer, named gazetteer.*.bin in the models folder of the program to be used.", Required = true };
        var origin = new Option<string>("--origin") { HelpName = "TEXT", Description = "Origin and licence of the tables; kept in the file and told by doctor.", DefaultValueFactory = _ => "GeoNames (geonames.org), CC BY 4.0" };
        var data = Flags.Data();
        var command = new Command("build", "Compile GeoNames tables into one file.") { tables, target, origin, data };
        command.SetAction((parsed, stop) =>
        {
            var built = GazetteerBuilder.Build(new Stages(parsed.GetValue(data) ?? []).Data, parsed.GetRequiredValue(tables), parsed.GetRequiredValue(target), parsed.GetRequiredValue(origin));
            foreach (var aside in built.SetAside) terminal.Say("set aside: " + aside);
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{parsed.GetValue(target)}: {built.Places:#,0} places, {built.Names:#,0} names, {built.Bytes / 1048576.0:0.0} MB; {built.SetAsideCount} rows set aside"));
            return Task.FromResult(built.SetAsideCount > 0 ? ExitCode.SomeSetAside : ExitCode.Ok);
        });
        return command;
    }

    private static string Degrees(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";
}
