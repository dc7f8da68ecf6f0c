using System.Collections.Immutable;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>The chances of one candidate, each 0 to 1.</summary>
internal readonly record struct RoleChances(double Actor, double Recipient);

/// <summary>A candidate for a role beside the others: who else may have done it, who else may have suffered it, how the two go together, and what else of the same name stands there.</summary>
internal sealed class RoleCompany(WordVectors vectors)
{
    /// <summary>Room that a caller must give for one candidate's features.</summary>
    public const int Most = 48;

    private const int Phrases = 3;
    private const int Numbers = 12;
    private const double Likely = 0.4;
    private const double Told = 0.3;

    public int Size => Phrases * vectors.Dimensions + Numbers;

    /// <param name="chances">Of each candidate, seen alone.</param>
    /// <param name="input">Of <see cref="Size"/> numbers, for the network.</param>
    /// <returns>How many of <paramref name="features"/> were written.</returns>
    public int Fill(RoleScene scene, Anchor anchor, List<RoleCandidate> candidates, ReadOnlySpan<RoleChances> chances, int index, Span<uint> features, Span<float> input)
    {
        var others = Others.Of(scene.Document.Tokens, candidates, chances, index);
        FillNumbers(scene, candidates, chances, index, others, input);
        return FillFeatures(scene.Document, anchor, candidates, chances, index, others, features);
    }

    private void FillNumbers(RoleScene scene, List<RoleCandidate> candidates, ReadOnlySpan<RoleChances> chances, int index, in Others others, Span<float> input)
    {
        input.Clear();
        var (words, d, own) = (scene.RowsOf(vectors), vectors.Dimensions, chances[index]);
        Phrase(input[..d], words, candidates[index].Mention, 1);
        if (others.Doer >= 0) Phrase(input.Slice(d, d), words, candidates[others.Doer].Mention, (float)chances[others.Doer].Actor);
        if (others.Sufferer >= 0) Phrase(input.Slice(2 * d, d), words, candidates[others.Sufferer].Mention, (float)chances[others.Sufferer].Recipient);
        var numbers = input[(Phrases * d)..];
        Pair(numbers, own);
        Pair(numbers[2..], new(Logit(own.Actor) * 0.2, Logit(own.Recipient) * 0.2));
        if (others.Doer >= 0) Pair(numbers[4..], chances[others.Doer]);
        if (others.Sufferer >= 0) Pair(numbers[6..], chances[others.Sufferer]);
        if (others.Twin >= 0) Pair(numbers[8..], chances[others.Twin]);
        numbers[10] = candidates[index].SentencesAway == 0 ? 0 : 1;
        numbers[11] = candidates[index].AdHoc ? 1 : 0;
    }

    private static int FillFeatures(Document document, Anchor anchor, List<RoleCandidate> candidates, ReadOnlySpan<RoleChances> chances, int index, in Others others, Span<uint> features)
    {
        var tokens = document.Tokens;
        var (candidate, own) = (candidates[index], chances[index]);
        var mention = candidate.Mention;
        var count = 0;
        void Add(Span<uint> into, uint template, uint a, uint b = 0, uint c = 0) => into[count++] = RoleFeatures.Mix(RoleFeatures.Mix(template * 0x9E3779B1u + a, b, c), 0, template);

        var sub = RoleFeatures.Hash(anchor.SubType);
        var me = Identity(tokens, mention);
        var (kind, away, adHoc) = ((uint)mention.Kind, (uint)(candidate.SentencesAway + 4), candidate.AdHoc ? 1u : 0u);
        var (actor, recipient) = (Step(own.Actor), Step(own.Recipient));
        var (doers, sufferers) = (Math.Min(others.Doers, 2), Math.Min(others.Sufferers, 2));
        var bestActor = others.Doer < 0 ? 99 : Step(chances[others.Doer].Actor);
        var bestRecipient = others.Sufferer < 0 ? 99 : Step(chances[others.Sufferer].Recipient);
        Add(features, 1, actor);
        Add(features, 2, recipient);
        Add(features, 3, actor, recipient);
        Add(features, 4, actor, bestActor);
        Add(features, 5, recipient, bestRecipient);
        Add(features, 6, actor, bestRecipient);
        Add(features, 7, recipient, bestActor);
        Add(features, 8, Math.Min(others.LikelierActors, 4), actor);
        Add(features, 9, Math.Min(others.LikelierRecipients, 4), recipient);
        Add(features, 10, Math.Min(others.Doers, 3), sub, actor > 8 ? 1u : 0u);
        Add(features, 11, Math.Min(others.Sufferers, 3), sub, recipient > 8 ? 1u : 0u);
        Add(features, 12, away, doers, sufferers);
        Add(features, 13, away, doers * 4 + sufferers, sub);
        Add(features, 14, sub, recipient);
        Add(features, 15, sub, actor);
        Add(features, 16, me, sub);
        if (others.Doer >= 0 && chances[others.Doer].Actor > Told)
        {
            var doer = candidates[others.Doer].Mention;
            Add(features, 17, me, Identity(tokens, doer));
            Add(features, 18, me, Identity(tokens, doer), sub);
            Add(features, 19, kind, (uint)doer.Kind, sub);
            Add(features, 20, kind * 32 + (uint)doer.Kind, away, recipient);
        }
        if (others.Sufferer >= 0 && chances[others.Sufferer].Recipient > Told)
        {
            var sufferer = candidates[others.Sufferer].Mention;
            Add(features, 21, me, Identity(tokens, sufferer));
            Add(features, 22, kind, (uint)sufferer.Kind, sub);
            Add(features, 23, kind * 32 + (uint)sufferer.Kind, away, actor);
            Add(features, 24, me, (uint)sufferer.Kind);
        }
        if (others.Twin >= 0)
        {
            var (twinActor, twinRecipient) = (Step(chances[others.Twin].Actor), Step(chances[others.Twin].Recipient));
            Add(features, 25, twinActor, actor);
            Add(features, 26, twinRecipient, recipient);
            Add(features, 27, twinActor, recipient);
            Add(features, 28, twinRecipient, actor);
        }
        if (others.Outer >= 0)
        {
            Add(features, 29, Step(chances[others.Outer].Recipient), recipient, adHoc);
            Add(features, 30, RoleFeatures.Hash(tokens[candidates[others.Outer].Mention.Head].Lemma), kind);
        }
        if (others.Inner >= 0)
        {
            Add(features, 31, Step(chances[others.Inner].Recipient), recipient, adHoc);
            Add(features, 32, RoleFeatures.Hash(tokens[mention.Head].Lemma), (uint)candidates[others.Inner].Mention.Kind);
            Add(features, 33, RoleFeatures.Hash(tokens[mention.Head].Lemma), 1);
        }
        if (others.Beside >= 0)
        {
            var (beside, of) = (candidates[others.Beside].Mention, chances[others.Beside]);
            var names = (mention.Proper ? 1u : 0u) + (beside.Proper ? 2u : 0u) + (beside.First < mention.First ? 4u : 0u);
            Add(features, 36, kind * 32 + (uint)beside.Kind, names);
            Add(features, 37, Step(of.Recipient), recipient, names);
            Add(features, 38, Step(of.Actor), actor, names);
        }
        if (candidate.IsPart)
        {
            var whole = others.Whole < 0 ? 99 : Step(chances[others.Whole].Recipient);
            Add(features, 39, whole, recipient);
            Add(features, 40, whole, kind, others.Whole < 0 ? 99 : (uint)candidates[others.Whole].Mention.Kind);
            Add(features, 41, sufferers, recipient);
        }
        if (mention.Kind == ActorKind.Structure)
        {
            Add(features, 42, (uint)candidate.Owner, recipient, adHoc);
            Add(features, 43, (uint)candidate.Owner, sufferers, sub);
        }
        if (candidate.Rival != Rivalry.None)
        {
            var rival = (uint)candidate.Rival * 4 + (uint)candidate.RivalRule;
            Add(features, 34, rival, actor, recipient);
            Add(features, 35, rival, doers * 4 + sufferers, sub);
        }
        return count;
    }

    private static uint Identity(ImmutableArray<Token> tokens, ActorMention mention) => RoleFeatures.Hash(mention.ActorId ?? tokens[mention.Head].Lemma);

    private static void Pair(Span<float> numbers, RoleChances chances) => (numbers[0], numbers[1]) = ((float)chances.Actor, (float)chances.Recipient);

    private static double Logit(double chance) => Math.Log((chance + 1e-4) / (1 - chance + 1e-4));

    // Sixteen steps, even on the scale of odds.
    private static uint Step(double chance) => (uint)Math.Clamp((Logit(chance) + 5) * 1.5, 0, 15);

    private static void Phrase(Span<float> sum, WordRows words, ActorMention mention, float share)
    {
        for (var t = mention.First; t < mention.End; t++) words.AddTo(sum, t, t == mention.Head ? share : 0.3f * share);
    }

    /// <summary>Who stands beside a candidate: indices of candidates, -1 for none, and how many.</summary>
    /// <param name="Doer">The likeliest actor among the others.</param>
    /// <param name="Sufferer">The likeliest recipient among the others.</param>
    /// <param name="Twin">The likeliest other mention of the same one.</param>
    /// <param name="Outer">A mention that this one is part of ("NATO" in "NATO base").</param>
    /// <param name="Inner">A mention that is part of this one.</param>
    /// <param name="Beside">What this one is called besides: "the mayor, X", "the Y Front (YF)".</param>
    /// <param name="Whole">Of some, those told before them whom they are part of: "civilians, including two women".</param>
    private readonly record struct Others(int Doer, int Sufferer, int Twin, int Outer, int Inner, int Beside, int Whole, uint Doers, uint Sufferers, uint LikelierActors, uint LikelierRecipients)
    {
        public static Others Of(ImmutableArray<Token> tokens, List<RoleCandidate> candidates, ReadOnlySpan<RoleChances> chances, int index)
        {
            var (mention, own) = (candidates[index].Mention, chances[index]);
            var found = new Others(-1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0);
            for (var i = 0; i < candidates.Count; i++)
            {
                if (i == index) continue;
                var (other, of) = (candidates[i].Mention, chances[i]);
                if (Same(other, mention))
                {
                    if (found.Twin < 0 || of.Actor + of.Recipient > chances[found.Twin].Actor + chances[found.Twin].Recipient) found = found with { Twin = i };
                    continue;
                }
                if (other.First <= mention.First && mention.End <= other.End) found = found with { Outer = i };
                else if (mention.First <= other.First && other.End <= mention.End) found = found with { Inner = i };
                else if (AreBeside(tokens, mention, other)) found = found with { Beside = i };
                if (candidates[index].IsPart && !candidates[i].IsPart && other.End <= mention.First) found = found with { Whole = i };
                found = found with
                {
                    Doer = found.Doer < 0 || of.Actor > chances[found.Doer].Actor ? i : found.Doer,
                    Sufferer = found.Sufferer < 0 || of.Recipient > chances[found.Sufferer].Recipient ? i : found.Sufferer,
                    Doers = found.Doers + (of.Actor > Likely ? 1u : 0),
                    Sufferers = found.Sufferers + (of.Recipient > Likely ? 1u : 0),
                    LikelierActors = found.LikelierActors + (of.Actor > own.Actor ? 1u : 0),
                    LikelierRecipients = found.LikelierRecipients + (of.Recipient > own.Recipient ? 1u : 0),
                };
            }
            return found;
        }

        private static bool AreBeside(ImmutableArray<Token> tokens, ActorMention a, ActorMention b)
        {
            if (tokens[a.Head].Relation == Relation.Appos && tokens[a.Head].Head == b.Head || tokens[b.Head].Relation == Relation.Appos && tokens[b.Head].Head == a.Head) return true;
            var (from, to) = a.First < b.First ? (a.End, b.First) : (b.End, a.First);
            return to == from || to == from + 1 && tokens[from].Lower == "(";
        }

        private static bool Same(ActorMention a, ActorMention b) => a.ActorId is { } id ? id == b.ActorId : a.Name.Equals(b.Name, StringComparison.OrdinalIgnoreCase);
    }
}
