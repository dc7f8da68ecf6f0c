using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Weighs a candidate's chances of being who did it and whom it was done to: named features, and a small network over word vectors beside them.</summary>
public sealed class RoleRanker
{
    private readonly RoleWeights _weights;
    private readonly Network _network;
    private readonly RoleSurroundings _surroundings;

    /// <exception cref="InvalidDataException">The network was made for other inputs.</exception>
    public RoleRanker(RoleWeights weights, Network network, WordVectors vectors)
    {
        (_weights, _network, _surroundings) = (weights, network, new(vectors));
        if (network.Inputs != _surroundings.Size || network.Outputs != Outputs)
            throw new InvalidDataException($"The role network reads {network.Inputs} numbers, a candidate makes {_surroundings.Size}: train it anew.");
    }

    /// <summary>No part, actor, recipient.</summary>
    internal const int Outputs = 3;

    /// <summary>Reads <c>en/roles.bin</c> and <c>en/roles.net</c>.</summary>
    public static RoleRanker Load(string modelsFolder, WordVectors vectors)
    {
        string Model(string name) => Path.Combine(modelsFolder, "en", name);
        return new(RoleWeights.Load(Model("roles.bin")), Network.Load(Model("roles.net")), vectors);
    }

    public void Save(string weights, string network)
    {
        _weights.Save(weights);
        _network.Save(network);
    }

    internal (double Actor, double Recipient) Chances(Document document, Anchor anchor, in RoleCandidate candidate)
    {
        Span<uint> features = stackalloc uint[RoleFeatures.Most];
        Span<float> input = stackalloc float[_network.Inputs];
        Span<float> scores = stackalloc float[Outputs];
        scores.Clear();
        _surroundings.Fill(document, anchor, candidate, input);
        _network.Score(input, scores);
        _weights.Score(features[..RoleFeatures.Fill(document, anchor, candidate, features)], scores);
        LinearModel.Softmax(scores);
        return (scores[1], scores[2]);
    }
}
