using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Training.Choices;

namespace Tetrapylon.Training.Events;

/// <summary>Lays the happenings found in a report beside the events coded from it, to teach which are told, and as which types.</summary>
internal static class JudgeExamples
{
    private const int Unknown = -2;

    /// <summary>Reports believed less than this to tell of something are no lesson: in use they are not asked about.</summary>
    public const float LeastBelief = 0.6f;

    public static List<Choice> Of(EventOntology ontology, HappeningJudge judge, HappeningGrouper grouper, Prepared report, List<TriggerReading> readings, Mentioned mentioned)
    {
        var found = grouper.Group(report.Document, readings, LeastBelief);
        if (found.Happenings.Count == 0) return [];
        var (marked, lessons, taken) = (Marked(ontology, report, found.Happenings), new List<Choice>(), new HashSet<int>());
        judge.Ask(report.Document, found, mentioned, (h, tellings) =>
        {
            var types = 0u;
            foreach (var (telling, features) in tellings)
            {
                var e = marked.TryGetValue((h, telling.SubType), out var known) ? known : Unmarked(ontology, report, found.Happenings, grouper, marked, h, telling);
                if (e == Unknown) continue;
                var told = e >= 0 && taken.Add(e);
                if (told) types |= 1u << telling.SubType;
                lessons.Add(new([features, []], [told ? 0 : 1]));
            }
            return types;
        });
        return lessons;
    }

    // For each happening and type the event of that type whose words a person marked are its own.
    private static Dictionary<(int Happening, int SubType), int> Marked(EventOntology ontology, Prepared report, List<Happening> found)
    {
        var events = new Dictionary<(int, int), int>();
        var gold = report.Gold.Events;
        for (var e = 0; e < gold.Length; e++)
        {
            var type = ontology.IndexOf(gold[e].SubType);
            for (var h = 0; h < found.Count; h++)
                if (found[h].Readings.Exists(r => r.Belief[type] > 0.05f && gold[e].Evidence.Contains(report.Document.Tokens[r.Candidate.Token].Span))) events.TryAdd((h, type), e);
        }
        return events;
    }

    // Told in other words than the marked ones: of its type's events the one it is likest to. Nobody is told of a mere rival by other words, unless there are no others.
    private static int Unmarked(EventOntology ontology, Prepared report, List<Happening> found, HappeningGrouper grouper, Dictionary<(int Happening, int SubType), int> marked, int h, Telling telling)
    {
        var gold = report.Gold.Events;
        var same = Enumerable.Range(0, gold.Length).Where(e => gold[e].SubType == ontology.SubTypes[telling.SubType].Name).ToList();
        if (same.Count == 0) return -1;
        if (telling.Standing == Standing.Rival && same.TrueForAll(marked.ContainsValue)) return -1;
        if (same.Count == 1) return same[0];
        var (best, most, buffer) = (Unknown, 0.2f, new FeatureBuffer());
        foreach (var ((other, type), e) in marked)
            if (type == telling.SubType && grouper.Likeness(report.Document, telling.Main, found[other].Main, buffer) is var like && like > most) (best, most) = (e, like);
        return best;
    }
}
