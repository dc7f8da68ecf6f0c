using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Publishers;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>Whether 03/04/17 is a day in March or in April: the country of the publisher decides, or nothing does. Thread-safe.</summary>
internal sealed class NumericOrder
{
    private readonly PublisherDirectory _publishers;
    private readonly FrozenSet<string> _monthFirst;
    private readonly FrozenSet<string> _dayFirst;

    private NumericOrder(PublisherDirectory publishers, FrozenSet<string> monthFirst, FrozenSet<string> dayFirst) => (_publishers, _monthFirst, _dayFirst) = (publishers, monthFirst, dayFirst);

    /// <exception cref="DataException">A file is faulty; every fault is listed.</exception>
    public static NumericOrder Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/numeric-dates.yaml"), problems);
        problems.ThrowIfAny();
        map!.Text("origin");
        FrozenSet<string> Set(string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);
        var order = new NumericOrder(PublisherDirectory.Load(data), Set("month_first"), Set("day_first"));
        foreach (var country in order._monthFirst.Where(order._dayFirst.Contains)) map.Problem($"the country '{country}' stands in both lists");
        map.Done();
        problems.ThrowIfAny();
        return order;
    }

    /// <summary>True for the month, false for the day; null when the publisher does not tell.</summary>
    public bool? MonthFirst(Report report)
    {
        var publisher = report.Publisher is { } name ? _publishers.Find(name) : null;
        if (publisher is null && Uri.TryCreate(report.Url, UriKind.Absolute, out var page)) publisher = _publishers.OfHost(page.Host);
        if (publisher?.Country is not { } country) return null;
        return _monthFirst.Contains(country) ? true : _dayFirst.Contains(country) ? false : null;
    }
}
