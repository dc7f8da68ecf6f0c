using System.Diagnostics;
using System.Globalization;

namespace Tetrapylon.App.Terminals;

/// <summary>How far a long run is: a bar that redraws itself on a terminal, a plain line every few seconds elsewhere. Always on standard error.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan NextLine = TimeSpan.FromSeconds(5);

    private readonly Terminal _terminal;
    private readonly string _name;
    private readonly string _unit;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _last;
    private bool _drawn;

    public ProgressLine(Terminal terminal, string name, string unit) => (_terminal, _name, _unit) = (terminal, name, unit);

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
    public string Speed => string.Create(CultureInfo.InvariantCulture, $"{Seconds(_clock.Elapsed)}, {Done / Math.Max(_clock.Elapsed.TotalSeconds, 0.001):#,0}/s");

    public void Dispose() => Clear();

    private string Say(double? share, bool bar)
    {
        var seconds = Math.Max(_clock.Elapsed.TotalSeconds, 0.001);
        var said = string.Create(CultureInfo.InvariantCulture, $"{_name} {Done:#,0} {_unit}  {Done / seconds:#,0}/s");
        if (share is not > 0.001) return said;
        const int cells = 24;
        var full = (int)(Math.Min(share.Value, 1) * cells);
        var left = Seconds(TimeSpan.FromSeconds(seconds / share.Value * (1 - Math.Min(share.Value, 1))));
        var drawn = bar ? $"{new string('━', full)}{new string('─', cells - full)} " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{_name} {drawn}{share.Value:0%}  {Done:#,0} {_unit}  {Done / seconds:#,0}/s  {left} left");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");
}
