using Tetrapylon.Coding.Events;

namespace Tetrapylon.Training.Events;

/// <summary>Models fitted from different beginnings, whose scores are averaged; written as one model: the mean of the log-linear weights, the hidden layers side by side.</summary>
public sealed class Ensemble(List<JointTrainer> members)
{
    public float[] Shared => [.. Enumerable.Range(0, members[0].Shared.Length).Select(s => members.Average(m => m.Shared[s]))];

    public IEnumerable<(uint Hash, float[] Weights)> Rows
    {
        get
        {
            var rows = new Dictionary<uint, float[]>();
            foreach (var member in members)
                foreach (var (hash, weights) in member.Rows)
                {
                    if (!rows.TryGetValue(hash, out var sum)) rows.Add(hash, sum = new float[weights.Length]);
                    for (var c = 0; c < sum.Length; c++) sum[c] += weights[c] / members.Count;
                }
            return rows.Select(r => (r.Key, r.Value));
        }
    }

    public Network Network => Network.Average([.. members.Select(m => m.Network)]);

    public void Score(uint[] features, int[][] shared, float[] dense, Span<float> scores)
    {
        scores.Clear();
        Span<float> own = stackalloc float[scores.Length];
        foreach (var member in members)
        {
            member.Score(features, shared, dense, own);
            for (var c = 0; c < scores.Length; c++) scores[c] += own[c] / members.Count;
        }
    }
}
