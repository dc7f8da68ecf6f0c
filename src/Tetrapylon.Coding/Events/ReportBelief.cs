using System.Globalization;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>How far a report is to be believed to tell of any happening at all, by all its candidates together: how sure the surest are, of what, and where they stand.</summary>
public sealed class ReportBelief
{
    private const int Surest = 3;
    private const float Step = 0.05f, SumStep = 0.25f;
    private const int SumSteps = 20;
    private static readonly string[] Steps = [.. Enumerable.Range(0, 21).Select(n => n.ToString(CultureInfo.InvariantCulture))];
    private static readonly string[] Ranks = ["first", "second", "third"];

    private readonly EventOntology _ontology;
    private readonly ChoiceWeights _weights;

    internal ReportBelief(EventOntology ontology, ChoiceWeights weights) => (_ontology, _weights) = (ontology, weights);

    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    /// <exception cref="FileNotFoundException">The weights are missing.</exception>
    public static ReportBelief Load(EventOntology ontology, string modelsFolder) => new(ontology, ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-reports.tsv")));

    /// <summary>The belief, 0 to 1.</summary>
    public double Of(Document document, List<TriggerReading> readings) => 1 / (1 + Math.Exp(-_weights.Of(Features(document, readings))));

    /// <summary>What speaks for a report's telling of something; nothing speaks for the other answer.</summary>
    internal List<ulong> Features(Document document, List<TriggerReading> readings)
    {
        var features = new ChoiceFeatures();
        features.Add("bias", "");
        if (readings.Count == 0) return features.Keys;
        Span<float> top = stackalloc float[Surest];
        TriggerReading surest = readings[0];
        var sum = 0f;
        foreach (var reading in readings)
        {
            var belief = reading.Happening;
            if (belief > surest.Happening) surest = reading;
            sum += belief;
            for (var r = 0; r < Surest; r++)
                if (belief > top[r]) (top[r], belief) = (belief, top[r]);
        }
        var type = _ontology.SubTypes[surest.Best].Name;
        var lemma = document.Tokens[surest.Candidate.Token].Lemma;
        for (var r = 0; r < Surest; r++)
            for (var step = 1; step * Step <= top[r]; step++)
            {
                features.Add(Ranks[r], Steps[step]);
                if (r == 0 && step % 3 == 0) features.Add("surest-type", Steps[step], type);
            }
        for (var step = 1; step <= SumSteps && step * SumStep <= sum; step++) features.Add("sum", Steps[step]);
        features.Add("type", type);
        features.Add("lemma", lemma);
        features.Count("sentence", surest.Candidate.Sentence, 4);
        features.Count("sentences", document.Sentences.Length, 7);
        features.Count("candidates", readings.Count, 9);
        return features.Keys;
    }
}
