using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Training.Choices;

namespace Tetrapylon.Training.Events;

/// <summary>Lays the happenings found in an article beside the events coded from it, to teach which are told, and of which type they are.</summary>
internal static class JudgeExamples
{
    private const int Unknown = -2;

    /// <summary>Reports believed less than this to tell of something are no lesson: in use they are not asked about.</summary>
    public const float LeastBelief = 0.6f;

    public static List<Choice> Of(EventOntology ontology, HappeningJudge judge, HappeningGrouper grouper, Prepared report, List<TriggerReading> readings, Mentioned mentioned)
    {
        var found = grouper.Group(report.Document, readings, LeastBelief);
        if (found.Count == 0) return [];
        var (events, lessons, told) = (Paired(ontology, report, found, grouper), new List<Choice>(), new HashSet<int>());
        judge.Ask(report.Document, found, mentioned, (h, answers) =>
        {
            if (events[h] == Unknown) return -1;
            var type = events[h] < 0 || !told.Add(events[h]) ? -1 : ontology.IndexOf(report.Gold.Events[events[h]].SubType);
            if (answers.FindIndex(a => a.Type == type) is var right and >= 0) lessons.Add(new([.. answers.Select(a => a.Features)], [right]));
            return type;
        });
        return lessons;
    }

    // The event each happening tells of, whether by the words a person marked or by others; -1 of none.
    private static int[] Paired(EventOntology ontology, Prepared report, List<Happening> found, HappeningGrouper grouper)
    {
        var events = new int[found.Count];
        Array.Fill(events, -1);
        var gold = report.Gold.Events;
        for (var h = 0; h < found.Count; h++)
        {
            var most = 0f;
            for (var e = 0; e < gold.Length; e++)
                foreach (var reading in found[h].Readings)
                    if (gold[e].Evidence.Contains(report.Document.Tokens[reading.Candidate.Token].Span) && 0.1f + reading.Belief[ontology.IndexOf(gold[e].SubType)] is var score && score > most) (events[h], most) = (e, score);
        }
        var marked = (int[])events.Clone();
        var buffer = new FeatureBuffer();
        for (var h = 0; h < found.Count; h++)
        {
            if (marked[h] >= 0) continue;
            var name = ontology.SubTypes[found[h].SubType].Name;
            var same = Enumerable.Range(0, gold.Length).Where(e => gold[e].SubType == name).ToList();
            if (same.Count == 0) continue;
            // Told in other words than the marked ones: of its type's events the one it is likest to.
            var (best, most) = (same.Count == 1 ? same[0] : Unknown, 0.2f);
            for (var other = 0; other < found.Count && same.Count > 1; other++)
                if (marked[other] >= 0 && same.Contains(marked[other]) && grouper.Likeness(report.Document, found[h].Main, found[other].Main, buffer) is var like && like > most) (best, most) = (marked[other], like);
            events[h] = best;
        }
        return events;
    }
}
