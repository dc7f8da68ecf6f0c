using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Weights of named features and a small network over word vectors beside them.</summary>
public sealed record RoleModel(RoleWeights Weights, Network Network)
{
    /// <summary>Reads <c>en/NAME.bin</c> and <c>en/NAME.net</c>.</summary>
    public static RoleModel Load(string modelsFolder, string name) => new(RoleWeights.Load(FileOf(modelsFolder, name, "bin")), Network.Load(FileOf(modelsFolder, name, "net")));

    public void Save(string modelsFolder, string name)
    {
        Weights.Save(FileOf(modelsFolder, name, "bin"));
        Network.Save(FileOf(modelsFolder, name, "net"));
    }

    internal RoleChances Of(ReadOnlySpan<uint> features, ReadOnlySpan<float> input)
    {
        Span<float> scores = stackalloc float[RoleRanker.Outputs];
        scores.Clear();
        Network.Score(input, scores);
        Weights.Score(features, scores);
        LinearModel.Softmax(scores);
        return new(scores[1], scores[2]);
    }

    private static string FileOf(string modelsFolder, string name, string ending) => Path.Combine(modelsFolder, "en", name + "." + ending);
}

/// <summary>Weighs the candidates' chances of being who did it and whom it was done to: first each alone, then each beside the others and their chances.</summary>
public sealed class RoleRanker
{
    /// <summary>No part, actor, recipient.</summary>
    internal const int Outputs = 3;

    private readonly RoleModel _alone;
    private readonly RoleModel? _together;
    private readonly RoleSurroundings _surroundings;
    private readonly RoleCompany _company;

    /// <param name="together">Without it each is weighed alone only.</param>
    /// <exception cref="InvalidDataException">A network was made for other inputs.</exception>
    public RoleRanker(RoleModel alone, RoleModel? together, WordVectors vectors)
    {
        (_alone, _together, _surroundings, _company) = (alone, together, new(vectors), new(vectors));
        Check(alone, _surroundings.Size);
        if (together is not null) Check(together, _company.Size);
    }

    /// <summary>Reads <c>en/roles.*</c> and <c>en/roles-together.*</c>.</summary>
    public static RoleRanker Load(string modelsFolder, WordVectors vectors) => new(RoleModel.Load(modelsFolder, "roles"), RoleModel.Load(modelsFolder, "roles-together"), vectors);

    /// <summary>The chances of each candidate, in their order.</summary>
    internal RoleChances[] Chances(Document document, Anchor anchor, List<RoleCandidate> candidates)
    {
        var alone = new RoleChances[candidates.Count];
        for (var i = 0; i < alone.Length; i++) alone[i] = Alone(document, anchor, candidates[i]);
        return _together is null ? alone : Together(document, anchor, candidates, alone, _together);
    }

    /// <summary>A candidate's chances without a look at the others.</summary>
    internal RoleChances Alone(Document document, Anchor anchor, in RoleCandidate candidate)
    {
        Span<uint> features = stackalloc uint[RoleFeatures.Most];
        Span<float> input = stackalloc float[_surroundings.Size];
        _surroundings.Fill(document, anchor, candidate, input);
        return _alone.Of(features[..RoleFeatures.Fill(document, anchor, candidate, features)], input);
    }

    private RoleChances[] Together(Document document, Anchor anchor, List<RoleCandidate> candidates, RoleChances[] alone, RoleModel model)
    {
        Span<uint> features = stackalloc uint[RoleCompany.Most];
        Span<float> input = stackalloc float[_company.Size];
        var together = new RoleChances[alone.Length];
        for (var i = 0; i < alone.Length; i++)
            together[i] = model.Of(features[.._company.Fill(document, anchor, candidates, alone, i, features, input)], input);
        return together;
    }

    private static void Check(RoleModel model, int inputs)
    {
        if (model.Network.Inputs != inputs || model.Network.Outputs != Outputs)
            throw new InvalidDataException($"The role network reads {model.Network.Inputs} numbers, a candidate makes {inputs}: train it anew.");
    }
}
