using System.Text;

namespace Tetrapylon.Knowledge.Loading;

/// <summary>Something wrong in a data file.</summary>
public readonly record struct DataProblem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>Collects what is wrong in the data folder, so that a researcher sees all of it at once.</summary>
public sealed class DataProblems
{
    private readonly List<DataProblem> _all = [];

    public IReadOnlyList<DataProblem> All => _all;

    public void Add(string file, int line, string message) => _all.Add(new(file, line, message));

    /// <exception cref="DataException">There is at least one problem; the message lists them all.</exception>
    public void ThrowIfAny()
    {
        if (_all.Count > 0)
            throw new DataException(_all);
    }
}

/// <summary>The data folder cannot be used as it is. The message lists every problem with file and line.</summary>
public sealed class DataException(IReadOnlyList<DataProblem> problems) : Exception(Say(problems))
{
    public IReadOnlyList<DataProblem> Problems { get; } = problems;

    private static string Say(IReadOnlyList<DataProblem> problems)
    {
        var text = new StringBuilder($"{problems.Count} problem{(problems.Count == 1 ? "" : "s")} in the data folder:");
        foreach (var problem in problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line))
            text.Append('\n').Append("  ").Append(problem);
        return text.ToString();
    }
}
