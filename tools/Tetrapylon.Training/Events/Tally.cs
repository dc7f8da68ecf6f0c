using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.Training.Events;

/// <summary>Sub-types found, coded and true, and events coded in reports that tell of none.</summary>
internal sealed class Tally
{
    private int _hits, _coded, _gold, _empty, _false, _silent, _mistyped, _twice;

    public void Add(EventOntology ontology, Prepared report, List<Happening> happenings, bool show = false)
    {
        var left = report.Gold.Events.Select(e => e.SubType).ToList();
        var wrong = new List<Happening>();
        foreach (var happening in happenings)
            if (left.Remove(ontology.SubTypes[happening.SubType].Name)) _hits++;
            else wrong.Add(happening);
        _mistyped += Math.Min(left.Count, wrong.Count);
        _silent += Math.Max(0, left.Count - wrong.Count);
        _coded += happenings.Count;
        _gold += report.Gold.Events.Length;
        if (report.Gold.Events.Length > 0) _twice += Math.Max(0, wrong.Count - left.Count);
        else
        {
            _empty++;
            _false += happenings.Count;
        }
        if (show && Environment.GetEnvironmentVariable("SHOW") is not null && (left.Count > 0 || wrong.Count > 0))
            Console.Error.WriteLine($"{report.Document.Text}\n    missed {string.Join(", ", left)}; wrong {string.Join(", ", wrong.Select(w => Say(ontology, report, w)))}");
    }

    private static string Say(EventOntology ontology, Prepared report, Happening happening) =>
        ontology.SubTypes[happening.SubType].Name + " (" + string.Join(" ", happening.Readings.Select(r => report.Document.Tokens[r.Candidate.Token].Lower + r.Happening.ToString(".00", null))) + ")";

    public override string ToString() =>
        $"sub-type P {(double)_hits / _coded:0.000} R {(double)_hits / _gold:0.000} F1 {2.0 * _hits / (_coded + _gold):0.000}; false in 100 empty reports {100.0 * _false / _empty:0.0}; silent {_silent}, mistyped {_mistyped}, too many {_twice}";
}
