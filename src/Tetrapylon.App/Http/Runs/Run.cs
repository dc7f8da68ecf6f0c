using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Runs;

/// <summary>How far a run is. The numbers are stored.</summary>
public enum RunState : byte { Waiting, Fetching, Coding, Deriving, Done, Failed, Interrupted }

/// <summary>A report that a run brought in.</summary>
public sealed record CameReport(string Id, string? Title, int Claims);

/// <summary>What came of a run up to now.</summary>
/// <param name="Starts">How often the program that coded it began: one that ends the program each time is not begun a third time.</param>
internal sealed record RunProgress(RunState State, int Starts, int Reports, int Known, int Claims, int SetAside, List<Issue> Issues, List<CameReport> Came)
{
    public static RunProgress None { get; } = new(RunState.Waiting, 0, 0, 0, 0, 0, [], []);
}

/// <summary>Reports brought in through the desk: what was given, how far it is, what came of it.</summary>
public sealed class Run
{
    private const int MostIssues = 100, MostReports = 200;
    private readonly Lock _lock = new();
    private RunProgress _now;

    internal Run(string id, string what, string by, Instant begun, string? folder, Uri? address, bool isFeed, RunProgress now) =>
        (Id, What, By, Begun, Folder, Address, IsFeed, _now) = (id, what, by, begun, folder, address, isFeed, now);

    public string Id { get; }
    public string What { get; }
    public string By { get; }
    public Instant Begun { get; }

    /// <summary>Where the given files lie until they are coded.</summary>
    internal string? Folder { get; }
    internal Uri? Address { get; }

    /// <summary>True when the address is a feed whose new entries are read with the pages they link to.</summary>
    internal bool IsFeed { get; }

    public RunState State => Progress.State;
    public int Reports => Progress.Reports;
    public int Known => Progress.Known;
    public int Claims => Progress.Claims;
    public int SetAside => Progress.SetAside;
    public IReadOnlyList<Issue> Issues => Progress.Issues;
    public IReadOnlyList<CameReport> Came => Progress.Came;

    /// <summary>True when it goes on no more by itself; one that failed or was interrupted can be tried again.</summary>
    public bool Ended => State is RunState.Done or RunState.Failed or RunState.Interrupted;

    /// <summary>True when trying again may bring more.</summary>
    public bool MayRetry => State is RunState.Failed or RunState.Interrupted;

    internal RunProgress Progress
    {
        get { lock (_lock) return _now; }
    }

    internal void To(RunState state)
    {
        lock (_lock) _now = _now with { State = state };
    }

    /// <summary>Begins from the beginning: what the record has already it is not given twice.</summary>
    internal void Restart(int starts)
    {
        lock (_lock) _now = RunProgress.None with { Starts = starts };
    }

    internal void AddKnown(int known)
    {
        lock (_lock) _now = _now with { Known = _now.Known + known };
    }

    internal void Add(CodedReport coded)
    {
        lock (_lock)
            _now = _now with { Reports = _now.Reports + 1, Claims = _now.Claims + coded.Claims.Length, Came = _now.Came.Count >= MostReports ? _now.Came : [.. _now.Came, new(coded.Report.Id, coded.Report.Title, coded.Claims.Length)] };
    }

    internal void Add(Issue issue)
    {
        lock (_lock) _now = _now with { SetAside = _now.SetAside + (issue.SetAside ? 1 : 0), Issues = _now.Issues.Count >= MostIssues ? _now.Issues : [.. _now.Issues, issue] };
    }
}
