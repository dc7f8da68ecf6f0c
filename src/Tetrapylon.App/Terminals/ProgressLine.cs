using System.Diagnostics;
using System.Globalization;
using Tetrapylon.App.Wording;

namespace Tetrapylon.App.Terminals;

/// <summary>How far a long run is: a bar that redraws itself on a terminal, a plain line every few seconds elsewhere. Always on standard error.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan NextLine = TimeSpan.FromSeconds(5);

    private readonly Terminal _terminal;
    private readonly string _name;
    private readonly string? _unit;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _last;
    private bool _drawn;

    /// <param name="unit">What one item is called; null where only the share of the whole is known.</param>
    public ProgressLine(Terminal terminal, string name, string? unit) => (_terminal, _name, _unit) = (terminal, name, unit);

    /// <summary>Items done so far.</summary>
    public long Done { get; private set; }

    /// <summary>Notes that items are done.</summary>
    /// <param name="share">Share of the whole that is done, 0 to 1; null where the whole is not known.</param>
    public void Advance(long items, double? share = null)
    {
        Done += items;
        var now = _clock.Elapsed;
        if (now - _last < (_terminal.MessagesAreTerminal ? Redraw : NextLine)) return;
        _last = now;
        if (_terminal.MessagesAreTerminal)
        {
            _terminal.Messages.Write("\r\u001b[K" + Say(share, bar: true));
            _drawn = true;
        }
        else _terminal.Messages.WriteLine(Say(share, bar: false));
    }

    /// <summary>Takes the bar off the screen, so that other lines can be written.</summary>
    public void Clear()
    {
        if (_drawn) _terminal.Messages.Write("\r\u001b[K");
        _drawn = false;
    }

    /// <summary>Time since the start, and the speed over all of it.</summary>
    public string Speed => string.Create(CultureInfo.InvariantCulture, $"{Seconds(_clock.Elapsed)}, {Rate(_clock.Elapsed.TotalSeconds)}");

    public void Dispose() => Clear();

    private string Say(double? share, bool bar)
    {
        var seconds = Math.Max(_clock.Elapsed.TotalSeconds, 0.001);
        var parts = new List<string>(3);
        if (share is > 0.001)
        {
            const int cells = 24;
            var full = (int)(Math.Min(share.Value, 1) * cells);
            var drawn = bar ? $"{new string('━', full)}{new string('─', cells - full)} " : "";
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{drawn}{share.Value:0%}"));
        }
        if (_unit is not null) parts.Add($"{Words.Counted(Done, _unit)}  {Rate(seconds)}");
        if (share is > 0.001 and < 1) parts.Add($"{Seconds(TimeSpan.FromSeconds(seconds / share.Value * (1 - share.Value)))} left");
        return $"{_name} {string.Join("  ", parts)}".TrimEnd();
    }

    // Slow work is told with a decimal: "0/s" would say that it stands still.
    private string Rate(double seconds)
    {
        var rate = Done / Math.Max(seconds, 0.001);
        return rate < 10 ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.#}/s") : string.Create(CultureInfo.InvariantCulture, $"{rate:#,0}/s");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");
}
