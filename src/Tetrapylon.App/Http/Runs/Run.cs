using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Runs;

/// <summary>How far a run is. Order is that of its life.</summary>
public enum RunState : byte { Waiting, Fetching, Coding, Deriving, Done, Failed }

/// <summary>Reports brought in through the desk: what was given, how far it is, what came of it.</summary>
public sealed class Run(string id, string what, string by, Instant begun, string? folder, Uri? address)
{
    private const int MostIssues = 100, MostReports = 200;
    private readonly List<Issue> _issues = [];
    private readonly List<(string Id, string? Title, int Claims)> _reports = [];

    public string Id { get; } = id;
    public string What { get; } = what;
    public string By { get; } = by;
    public Instant Begun { get; } = begun;

    /// <summary>Where the given files lie until they are coded.</summary>
    internal string? Folder { get; } = folder;
    internal Uri? Address { get; } = address;

    public RunState State { get; internal set; }
    public int Reports { get; private set; }
    public int Known { get; internal set; }
    public int Claims { get; private set; }
    public int SetAside { get; private set; }

    /// <summary>True when it ended; one that failed can be tried again.</summary>
    public bool Ended => State is RunState.Done or RunState.Failed;

    public IReadOnlyList<Issue> Issues
    {
        get { lock (_issues) return [.. _issues]; }
    }

    public IReadOnlyList<(string Id, string? Title, int Claims)> Came
    {
        get { lock (_reports) return [.. _reports]; }
    }

    internal void Add(CodedReport coded)
    {
        lock (_reports)
        {
            Reports++;
            Claims += coded.Claims.Length;
            if (_reports.Count < MostReports) _reports.Add((coded.Report.Id, coded.Report.Title, coded.Claims.Length));
        }
    }

    internal void Add(Issue issue)
    {
        lock (_issues)
        {
            if (issue.SetAside) SetAside++;
            if (_issues.Count < MostIssues) _issues.Add(issue);
        }
    }
}
