using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>"Have reached the outskirts but have not entered the town": who only came near is told by what he did not do.</summary>
internal sealed class Approaches(TakingWords words, EventOntology ontology, StatusReader statuses)
{
    /// <summary>The happening, told by the denied taking that is joined to its word for coming near; itself where there is none.</summary>
    /// <param name="readings">Every word of the report that may tell of a happening, in text order.</param>
    public Happening Of(Document document, Happening happening, List<TriggerReading> readings)
    {
        var near = happening.Main.Candidate;
        if (ontology.SubTypes[happening.SubType].Control != HoldingRole.Actor || !words.Approaching.Contains(document.Tokens[near.Token].Lemma)) return happening;
        var end = document.Sentences[near.Sentence].End;
        for (var r = InTextOrder.FirstFrom(readings, near.Token + 1, static r => r.Candidate.Token); r < readings.Count && readings[r].Candidate.Token < end; r++)
        {
            var denied = readings[r].Candidate;
            if (document.Tokens[denied.Token].Head != near.Token || document.Tokens[denied.Token].Relation != Relation.Conj || denied.Lexicon.Of(happening.SubType) == TriggerStrength.None
                || statuses.Read(document, denied, out _) != ClaimStatus.Negated) continue;
            return happening with { Readings = [readings[r], .. happening.Readings], Main = readings[r] };
        }
        return happening;
    }
}
