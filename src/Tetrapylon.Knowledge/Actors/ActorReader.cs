using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Actors;

/// <summary>Reads the tables of <c>data/actors</c>: actors by region, and the countries. The first line that is no comment names the columns.</summary>
internal sealed class ActorReader(DataProblems problems)
{
    private static readonly string[] ActorColumns = ["id", "name", "aliases", "kind", "country", "parent", "sides"];
    private static readonly string[] CountryColumns = ["code", "name", "names", "adjective", "people", "government", "military", "police", "sides"];

    private static readonly string[] ChangeColumns = ["day", "change", "actor", "other", "name", "note"];

    private readonly List<(ActorChange Change, string File, int Line)> _changes = [];
    private readonly Dictionary<string, Actor> _actors = new(StringComparer.Ordinal);
    private readonly List<(string Id, string File, int Line)> _order = [];
    private readonly List<Country> _countries = [];

    public void Read(DataFile file)
    {
        string[]? columns = null;
        var origin = false;
        var number = 0;
        foreach (var line in File.ReadLines(file.Path))
        {
            number++;
            if (line.StartsWith('#')) { origin |= line.StartsWith("# origin:", StringComparison.Ordinal); continue; }
            if (line.Length == 0) continue;
            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = cells[0] switch { "code" => CountryColumns, "day" => ChangeColumns, _ => ActorColumns };
                if (!cells.AsSpan().SequenceEqual(columns)) problems.Add(file.Name, number, $"the columns must be {string.Join(", ", ActorColumns)} or {string.Join(", ", CountryColumns)} or {string.Join(", ", ChangeColumns)}, parted by tabs");
                continue;
            }
            if (cells.Length > columns.Length) problems.Add(file.Name, number, $"{cells.Length} cells in a table of {columns.Length} columns");
            Array.Resize(ref cells, columns.Length);
            for (var i = 0; i < cells.Length; i++) cells[i] = cells[i]?.Trim() ?? "";
            if (cells[0].Length == 0 || cells[1].Length == 0) { problems.Add(file.Name, number, $"'{columns[0]}' and 'name' must be filled"); continue; }
            if (columns == ChangeColumns) ReadChange(cells, file.Name, number);
            else if (columns == CountryColumns) ReadCountry(cells, file.Name, number);
            else ReadActor(cells, file.Name, number);
        }
        if (!origin) problems.Add(file.Name, 1, "a line '# origin: …' must say where the facts come from");
    }

    public (Dictionary<string, Actor>, ImmutableArray<Country>, ImmutableArray<ActorChange>) Finish()
    {
        foreach (var (change, file, line) in _changes)
        {
            if (!_actors.ContainsKey(change.Actor)) problems.Add(file, line, $"actor: no actor has the id '{change.Actor}'");
            if (change.Other is { } other && !_actors.ContainsKey(other)) problems.Add(file, line, $"other: no actor has the id '{other}'");
        }
        foreach (var (id, file, line) in _order)
        {
            var actor = _actors[id];
            if (actor.Parent is { } parent && !_actors.ContainsKey(parent)) problems.Add(file, line, $"parent: no actor has the id '{parent}'");
            foreach (var side in actor.Sides)
                if (!_actors.ContainsKey(side.With)) problems.Add(file, line, $"sides: no actor has the id '{side.With}'");
        }
        return (_actors, [.. _countries], [.. _changes.Select(c => c.Change).OrderBy(c => c.Day).ThenBy(c => c.Actor, StringComparer.Ordinal)]);
    }

    private void ReadActor(string[] cells, string file, int line)
    {
        if (!WireName.TryParse<ActorKind>(cells[3], out var kind))
            problems.Add(file, line, $"kind: '{cells[3]}' is not one of {string.Join(", ", Enum.GetValues<ActorKind>().Select(WireName.Of))}");
        Add(new(cells[0], cells[1], List(cells[2]), kind, List(cells[4]), cells[5].Length == 0 ? null : cells[5], Sides(cells[6], file, line)), file, line);
    }

    private void ReadChange(string[] cells, string file, int line)
    {
        string? Filled(int cell) => cells[cell].Length == 0 ? null : cells[cell];
        if (!Day(cells[0], out var day) || day is null) problems.Add(file, line, $"day: '{cells[0]}' is not YYYY-MM-DD");
        else if (!WireName.TryParse<ActorChangeKind>(cells[1], out var kind)) problems.Add(file, line, $"change: '{cells[1]}' is not one of {string.Join(", ", Enum.GetValues<ActorChangeKind>().Select(WireName.Of))}");
        else if ((kind == ActorChangeKind.Named) != (Filled(4) is not null) || (kind is ActorChangeKind.Named or ActorChangeKind.Ended) != (Filled(3) is null))
            problems.Add(file, line, "'named' has a name, 'ended' nothing more, every other change the other actor");
        else _changes.Add((new(day.Value, kind, cells[2], Filled(3), Filled(4), Filled(5)), file, line));
    }

    private void ReadCountry(string[] cells, string file, int line)
    {
        var country = new Country(cells[0], [cells[1], .. List(cells[2])], List(cells[3]), List(cells[4]));
        _countries.Add(country);
        ImmutableArray<string> code = [country.Code];
        Add(new(country.StateId, cells[1], List(cells[2]), ActorKind.StateForces, code, null, [new(country.GovernmentId, null, null, null)]), file, line);
        Add(new(country.GovernmentId, $"Government of {cells[1]}", List(cells[5]), ActorKind.StateForces, code, null, Sides(cells[8], file, line)), file, line);
        Add(new(country.MilitaryId, $"Military Forces of {cells[1]}", List(cells[6]), ActorKind.StateForces, code, country.GovernmentId, []), file, line);
        Add(new(country.PoliceId, $"Police Forces of {cells[1]}", List(cells[7]), ActorKind.StateForces, code, country.GovernmentId, []), file, line);
        Add(new(country.PeopleId, $"People of {cells[1]}", [], ActorKind.Civilians, code, null, []), file, line);
    }

    private void Add(Actor actor, string file, int line)
    {
        if (!_actors.TryAdd(actor.Id, actor)) problems.Add(file, line, $"the id '{actor.Id}' is used twice");
        else _order.Add((actor.Id, file, line));
    }

    private static ImmutableArray<string> List(string cell) =>
        cell.Length == 0 ? [] : [.. cell.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Sides are written <c>leader@CC:from/to</c>; country and days may be missing.</summary>
    private ImmutableArray<Alliance> Sides(string cell, string file, int line)
    {
        if (cell.Length == 0) return [];
        var sides = ImmutableArray.CreateBuilder<Alliance>();
        foreach (var text in List(cell))
        {
            var colon = text.IndexOf(':');
            var (who, days) = colon < 0 ? (text, "/") : (text[..colon], text[(colon + 1)..]);
            var at = who.IndexOf('@');
            var slash = days.IndexOf('/');
            if (slash < 0 || !Day(days[..slash], out var from) || !Day(days[(slash + 1)..], out var to) || to < from)
                problems.Add(file, line, $"sides: '{text}' is not leader@CC:YYYY-MM-DD/YYYY-MM-DD");
            else sides.Add(new(at < 0 ? who : who[..at], at < 0 ? null : who[(at + 1)..], from, to));
        }
        return sides.ToImmutable();
    }

    private static bool Day(string text, out LocalDate? day)
    {
        day = null;
        if (text.Length == 0) return true;
        var parsed = LocalDatePattern.Iso.Parse(text);
        if (parsed.Success) day = parsed.Value;
        return parsed.Success;
    }
}
