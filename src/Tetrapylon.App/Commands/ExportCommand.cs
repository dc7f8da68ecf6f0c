using System.CommandLine;
using System.IO.Pipelines;
using System.Text;
using Tetrapylon.App.Terminals;
using Tetrapylon.Export;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Record;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon export</c>: the record in the formats that other tools read.</summary>
internal static class ExportCommand
{
    private static readonly string[] Formats = ["acled", "ucdp", "geojson", "geojson-control"];

    public static Command Build(Terminal terminal)
    {
        var (options, filter) = (new RecordOptions(), new FilterOptions());
        var format = new Option<string>("--format") { Description = "acled: CSV with ACLED's columns; ucdp: CSV with UCDP GED's columns, events with dead only; geojson: events; geojson-control: who holds each place (--on DAY).", Required = true };
        format.AcceptOnlyFromAmong(Formats);
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "Write to this file, which appears whole or not at all; standard output when left out." };
        var command = new Command("export", "Write the record as CSV or GeoJSON for other tools.") { format, output };
        options.AddTo(command);
        filter.AddTo(command);
        // The formats are made for programs already.
        options.Json.Hidden = true;
        command.SetAction((parsed, stop) => options.Read(terminal, parsed, view =>
        {
            var countries = ActorDictionary.Load(new Stages(parsed.GetValue(options.Data) ?? []).Data).Countries.ToDictionary(c => c.Code, c => c.Names[0], StringComparer.Ordinal);
            void Write(Stream into) => Export(parsed.GetRequiredValue(format), view, filter.Of(parsed, view), countries, into);
            if (parsed.GetValue(output) is { } path) Whole(path, Write);
            else terminal.Bytes(Write);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static void Export(string format, RecordView view, RecordFilter filter, Dictionary<string, string> countries, Stream into)
    {
        if (format.StartsWith("geojson", StringComparison.Ordinal))
        {
            var pipe = PipeWriter.Create(into, new StreamPipeWriterOptions(leaveOpen: true));
            if (format == "geojson") GeoJson.Events(view.Events(filter), pipe);
            else GeoJson.Control(view.Control(filter.Place, null, filter.Country), filter.From, pipe);
            pipe.Complete();
            into.WriteByte((byte)'\n');
            return;
        }
        using var text = new StreamWriter(into, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        if (format == "acled") AcledCsv.Write(view.Events(filter), countries, text);
        else UcdpCsv.Write(view.Events(filter), countries, text);
    }

    // A full disk or a stopped run must not leave half a file that looks like a whole one.
    private static void Whole(string path, Action<Stream> write)
    {
        var partial = path + ".part";
        try
        {
            using (var file = File.Create(partial)) write(file);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
