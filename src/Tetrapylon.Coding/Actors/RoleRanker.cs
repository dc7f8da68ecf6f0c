using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Tetrapylon.Coding.Events;

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

    internal RoleChances[] Of(RoleInputs inputs)
    {
        var scores = new float[inputs.Count * RoleRanker.Outputs];
        Network.Score(inputs.Numbers, inputs.Count, scores);
        var chances = new RoleChances[inputs.Count];
        for (var i = 0; i < chances.Length; i++)
        {
            var own = scores.AsSpan(i * RoleRanker.Outputs, RoleRanker.Outputs);
            Weights.Score(inputs.FeaturesOf(i), own);
            LinearModel.Softmax(own);
            chances[i] = new(own[1], own[2]);
        }
        return chances;
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
    private readonly ConcurrentBag<RoleInputs> _inputs = [];

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
    internal RoleChances[] Chances(RoleScene scene, Anchor anchor, List<RoleCandidate> candidates)
    {
        var alone = Alone(scene, anchor, CollectionsMarshal.AsSpan(candidates));
        if (_together is null) return alone;
        var inputs = Room(alone.Length, _company.Size, RoleCompany.Most);
        for (var i = 0; i < alone.Length; i++) inputs.Written(i, _company.Fill(scene, anchor, candidates, alone, i, inputs.RoomOf(i), inputs.NumbersOf(i)));
        return Weighed(_together, inputs);
    }

    /// <summary>The chances of each candidate without a look at the others.</summary>
    internal RoleChances[] Alone(RoleScene scene, Anchor anchor, ReadOnlySpan<RoleCandidate> candidates)
    {
        var inputs = Room(candidates.Length, _surroundings.Size, RoleFeatures.Most);
        for (var i = 0; i < candidates.Length; i++)
        {
            _surroundings.Fill(scene, anchor, candidates[i], inputs.NumbersOf(i));
            inputs.Written(i, RoleFeatures.Fill(scene.Document, anchor, candidates[i], inputs.RoomOf(i)));
        }
        return Weighed(_alone, inputs);
    }

    private RoleInputs Room(int count, int size, int most)
    {
        if (!_inputs.TryTake(out var inputs)) inputs = new();
        inputs.Begin(count, size, most);
        return inputs;
    }

    private RoleChances[] Weighed(RoleModel model, RoleInputs inputs)
    {
        var chances = model.Of(inputs);
        _inputs.Add(inputs);
        return chances;
    }

    private static void Check(RoleModel model, int inputs)
    {
        if (model.Network.Inputs != inputs || model.Network.Outputs != Outputs)
            throw new InvalidDataException($"The role network reads {model.Network.Inputs} numbers, a candidate makes {inputs}: train it anew.");
    }
}
