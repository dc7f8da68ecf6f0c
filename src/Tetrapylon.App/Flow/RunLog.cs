using System.Text.RegularExpressions;
using Tetrapylon.App.Terminals;
using Tetrapylon.Model;

namespace Tetrapylon.App.Flow;

/// <summary>What a run has to say of reports that were not as they should be: each the first few times, all in the closing line.</summary>
internal sealed partial class RunLog(Terminal terminal, ProgressLine progress)
{
    private const int Shown = 10;

    private const string UnknownField = "unknown-field";

    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, int> _setAside = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, int> _notes = new(StringComparer.Ordinal);

    /// <summary>Reports that could not be read or coded.</summary>
    public int SetAside { get; private set; }

    public int ExitCode => SetAside > 0 ? App.ExitCode.SomeSetAside : App.ExitCode.Ok;

    /// <summary>Notes an issue of one report.</summary>
    public void Add(Issue issue)
    {
        if (issue.SetAside) SetAside++;
        // A field is unknown in every line of a file: that is one thing to say.
        if (issue.Code == UnknownField && !_fields.Add(LineNumber().Replace(issue.Message, ": ", 1))) return;
        var counts = issue.SetAside ? _setAside : _notes;
        var count = counts[issue.Code] = counts.GetValueOrDefault(issue.Code) + 1;
        if (count > Shown) return;
        progress.Clear();
        terminal.Say($"{(issue.SetAside ? "set aside" : "note")} ({issue.Code}): {issue.Message}{(count == Shown ? $"\n(further ones with {issue.Code} are only counted)" : "")}");
    }

    [GeneratedRegex(@":\d+: ", RegexOptions.CultureInvariant)]
    private static partial Regex LineNumber();

    /// <summary>Says how the run went, where there is something to say.</summary>
    public void Close(string done)
    {
        progress.Clear();
        if (SetAside > 0) done += $"; {SetAside} set aside ({Each(_setAside)})";
        if (_notes.Count > 0) done += $"; noted: {Each(_notes)}";
        terminal.Say(done);
    }

    private static string Each(SortedDictionary<string, int> counts) => string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"));
}
