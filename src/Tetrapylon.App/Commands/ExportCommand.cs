using System.Buffers;
using System.CommandLine;
using System.IO.Pipelines;
using System.Text;
using Tetrapylon.App.Terminals;
using Tetrapylon.Export;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon export</c>: the record in the formats that other tools read.</summary>
internal static class ExportCommand
{
    private static readonly string[] Formats = ["acled", "ucdp", "geojson", "geojson-control", "parquet", "ftm", "ftm-statements", "hxl", "plover"];

    public static Command Build(Terminal terminal)
    {
        var (options, filter) = (new RecordOptions(), new FilterOptions());
        var format = new Option<string>("--format") { Description = "acled: CSV with ACLED's columns; ucdp: CSV with UCDP GED's columns, events with dead only; hxl: CSV with HXL hashtags; geojson: events; geojson-control: who holds each place (--on DAY); parquet: events as (Geo)Parquet; ftm, ftm-statements: FollowTheMoney entities or statements, JSON Lines; plover: events in PLOVER's terms, JSON Lines.", Required = true };
        format.AcceptOnlyFromAmong(Formats);
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "Write to this file, which appears whole or not at all; standard output when left out." };
        var command = new Command("export", "Write the record in the formats of other tools: CSV, GeoJSON, Parquet, JSON Lines.") { format, output };
        options.AddTo(command);
        filter.AddTo(command);
        // The formats are made for programs already.
        options.Json.Hidden = true;
        command.SetAction((parsed, stop) => options.Read(terminal, parsed, view =>
        {
            var actors = ActorDictionary.Load(new Stages(parsed.GetValue(options.Data) ?? []).Data);
            var countries = actors.Countries.ToDictionary(c => c.Code, c => c.Names[0], StringComparer.Ordinal);
            void Write(Stream into) => Export(parsed.GetRequiredValue(format), view, filter.Of(parsed, view), actors, countries, into);
            if (parsed.GetValue(output) is { } path) Whole(path, Write);
            else terminal.Bytes(Write);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static void Export(string format, RecordView view, RecordFilter filter, ActorDictionary actors, Dictionary<string, string> countries, Stream into)
    {
        switch (format)
        {
            case "geojson":
                Bytes(into, pipe => GeoJson.Events(view.Events(filter), pipe));
                into.WriteByte((byte)'\n');
                break;
            case "geojson-control":
                Bytes(into, pipe => GeoJson.Control(view.Control(filter.Place, null, filter.Country), filter.From, pipe));
                into.WriteByte((byte)'\n');
                break;
            case "parquet":
                EventParquet.WriteAsync(view.Events(filter), into).GetAwaiter().GetResult();
                break;
            case "ftm":
                Lines(into, line => new FollowTheMoney(actors, countries).Entities(view.Events(filter), line));
                break;
            case "ftm-statements":
                Lines(into, line => new FollowTheMoney(actors, countries).Statements(view.Events(filter), line));
                break;
            case "plover":
                Lines(into, line =>
                {
                    foreach (var happening in view.Events(filter).Where(PloverJson.Has)) line(buffer => PloverJson.Write(happening, buffer));
                });
                break;
            default:
                using (var text = new StreamWriter(into, new UTF8Encoding(false), 1 << 16, leaveOpen: true))
                    Csv(format)(view.Events(filter), countries, text);
                break;
        }
    }

    private static Action<IEnumerable<Event>, IReadOnlyDictionary<string, string>, TextWriter> Csv(string format) => format switch
    {
        "acled" => AcledCsv.Write,
        "ucdp" => UcdpCsv.Write,
        _ => HxlCsv.Write,
    };

    private static void Bytes(Stream into, Action<PipeWriter> write)
    {
        var pipe = PipeWriter.Create(into, new StreamPipeWriterOptions(leaveOpen: true));
        write(pipe);
        pipe.Complete();
    }

    private static void Lines(Stream into, Action<Action<Action<IBufferWriter<byte>>>> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        write(line =>
        {
            buffer.ResetWrittenCount();
            line(buffer);
            into.Write(buffer.WrittenSpan);
            into.WriteByte((byte)'\n');
        });
    }

    private static string Why(string path, Exception e) =>
        Directory.Exists(path) ? "it is a folder."
        : Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder) ? $"there is no folder '{folder}'."
        : e.Message.Replace(path + ".part", path, StringComparison.Ordinal);

    // A full disk or a stopped run must not leave half a file that looks like a whole one.
    private static void Whole(string path, Action<Stream> write)
    {
        var partial = path + ".part";
        try
        {
            using (var file = File.Create(partial)) write(file);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e)
        {
            // What could not be made cannot be in the way.
            try { File.Delete(partial); }
            catch (Exception) when (e is IOException or UnauthorizedAccessException) { }
            if (e is not (IOException or UnauthorizedAccessException)) throw;
            throw new FailedException($"'{path}' was not written: {Why(path, e)} Nothing of it is left; name another file with --out, or mend this and run again.");
        }
    }
}
