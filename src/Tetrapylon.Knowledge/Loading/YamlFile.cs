using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tetrapylon.Knowledge.Loading;

/// <summary>Strict reading of a YAML data file: every key must be asked for, every value must parse; what is wrong is collected with file and line.</summary>
public static class YamlFile
{
    /// <summary>The file's top-level mapping; null (with a problem noted) when it is not one.</summary>
    public static YamlMap? Map(DataFile file, DataProblems problems)
    {
        var root = Root(file, problems);
        if (root is YamlMappingNode map)
            return new(map, file.Name, problems);
        if (root is not null)
            problems.Add(file.Name, (int)root.Start.Line, "a mapping (key: value) is expected at the top");
        return null;
    }

    /// <summary>The file's top-level list of mappings.</summary>
    public static IEnumerable<YamlMap> Maps(DataFile file, DataProblems problems)
    {
        var root = Root(file, problems);
        if (root is null) yield break;
        if (root is not YamlSequenceNode list)
        {
            problems.Add(file.Name, (int)root.Start.Line, "a list (- key: value) is expected at the top");
            yield break;
        }
        foreach (var node in list.Children)
            if (node is YamlMappingNode map) yield return new(map, file.Name, problems);
            else problems.Add(file.Name, (int)node.Start.Line, "a mapping (key: value) is expected");
    }

    private static YamlNode? Root(DataFile file, DataProblems problems)
    {
        try
        {
            using var reader = new StreamReader(file.Path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count == 1) return yaml.Documents[0].RootNode;
            problems.Add(file.Name, 1, $"one document is expected, {yaml.Documents.Count} found");
        }
        catch (YamlException e)
        {
            problems.Add(file.Name, (int)e.Start.Line, e.Message);
        }
        return null;
    }
}

/// <summary>A mapping of a data file. Ask for each key, then call <see cref="Done"/>: keys nobody asked for are problems.</summary>
public sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly DataProblems _problems;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    internal YamlMap(YamlMappingNode node, string file, DataProblems problems) => (_node, File, _problems) = (node, file, problems);

    public string File { get; }

    public int Line => (int)_node.Start.Line;

    public void Problem(string message) => _problems.Add(File, Line, message);

    public void Problem(string key, string message) => _problems.Add(File, Find(key) is { } node ? (int)node.Start.Line : Line, message);

    /// <summary>A text that must be there.</summary>
    public string Text(string key)
    {
        if (OptionalText(key) is { Length: > 0 } text) return text;
        Problem(key, $"'{key}' is missing or empty");
        return "";
    }

    public string? OptionalText(string key)
    {
        switch (Find(key))
        {
            case null: return null;
            case YamlScalarNode scalar: return scalar.Value;
            case var other: _problems.Add(File, (int)other.Start.Line, $"'{key}' must be a single value"); return null;
        }
    }

    public int? OptionalInt(string key) => Parse<int>(key, "a whole number", (string s, out int v) => int.TryParse(s, NumberStyles.Integer, CultureInfo.InvariantCulture, out v));

    public double? OptionalNumber(string key) => Parse<double>(key, "a number", (string s, out double v) => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out v));

    /// <summary>A number that must be there; 0, with a problem noted, where it is not.</summary>
    public double Number(string key)
    {
        if (Find(key) is null) Problem($"'{key}' is missing");
        return OptionalNumber(key) ?? 0;
    }

    public bool OptionalFlag(string key) => Parse<bool>(key, "true or false", bool.TryParse) ?? false;

    /// <summary>A day written YYYY-MM-DD.</summary>
    public LocalDate? OptionalDay(string key) => Parse<LocalDate>(key, "a day YYYY-MM-DD", (string s, out LocalDate v) =>
    {
        var parsed = LocalDatePattern.Iso.Parse(s);
        v = parsed.Success ? parsed.Value : default;
        return parsed.Success;
    });

    /// <summary>A name of an enumeration, written in snake_case as on the wire.</summary>
    public T? OptionalName<T>(string key) where T : struct, Enum => Parse<T>(key, "one of " + string.Join(", ", Enum.GetNames<T>().Select(WireName.Snake)), WireName.TryParse);

    public T Name<T>(string key) where T : struct, Enum
    {
        if (Find(key) is null) Problem($"'{key}' is missing");
        return OptionalName<T>(key) ?? default;
    }

    /// <summary>A list of texts; a single text serves as a list of one; missing is empty.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null: return [];
            case YamlScalarNode scalar: return [scalar.Value ?? ""];
            case YamlSequenceNode list:
                var found = new List<string>();
                foreach (var item in list.Children)
                    if (item is YamlScalarNode { Value.Length: > 0 } text) found.Add(text.Value!);
                    else _problems.Add(File, (int)item.Start.Line, $"'{key}' must be a list of texts");
                return found;
            case var other: _problems.Add(File, (int)other.Start.Line, $"'{key}' must be a text or a list of texts"); return [];
        }
    }

    /// <summary>A list of mappings; missing is empty.</summary>
    public IEnumerable<YamlMap> Maps(string key)
    {
        switch (Find(key))
        {
            case null: yield break;
            case YamlSequenceNode list:
                foreach (var item in list.Children)
                    if (item is YamlMappingNode map) yield return new(map, File, _problems);
                    else _problems.Add(File, (int)item.Start.Line, $"'{key}' must be a list of mappings");
                break;
            case var other: _problems.Add(File, (int)other.Start.Line, $"'{key}' must be a list of mappings"); break;
        }
    }

    /// <summary>A nested mapping, if there.</summary>
    public YamlMap? OptionalMap(string key)
    {
        switch (Find(key))
        {
            case null: return null;
            case YamlMappingNode map: return new(map, File, _problems);
            case var other: _problems.Add(File, (int)other.Start.Line, $"'{key}' must be a mapping"); return null;
        }
    }

    /// <summary>Every key of the mapping with its text, for tables whose keys are data themselves.</summary>
    public IEnumerable<(string Key, string Value, int Line)> Pairs()
    {
        foreach (var (key, value) in _node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            _asked.Add(name);
            if (value is YamlScalarNode { Value: { } text }) yield return (name, text, (int)key.Start.Line);
            else _problems.Add(File, (int)value.Start.Line, $"'{name}' must be a single value");
        }
    }

    /// <summary>The mapping's keys in order, for mappings whose keys are data themselves.</summary>
    public IEnumerable<string> Keys() => _node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>Notes every key that nobody asked for.</summary>
    public void Done()
    {
        foreach (var key in _node.Children.Keys.OfType<YamlScalarNode>())
            if (!_asked.Contains(key.Value ?? ""))
                _problems.Add(File, (int)key.Start.Line, $"unknown key '{key.Value}'");
    }

    private delegate bool TryParse<T>(string text, out T value);

    private T? Parse<T>(string key, string expected, TryParse<T> parse) where T : struct
    {
        if (OptionalText(key) is not { } text) return null;
        if (parse(text, out var value)) return value;
        Problem(key, $"'{key}: {text}' is not {expected}");
        return null;
    }

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }
}
