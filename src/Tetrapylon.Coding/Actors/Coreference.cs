using System.Collections.Immutable;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Gives "the group", "they", "its troops" and short names the name of the one they stand for.</summary>
internal static class Coreference
{
    private const int FarthestSentences = 2;

    public static ImmutableArray<ActorMention> Resolve(Document document, RoleLexicon roles, List<ActorMention> found)
    {
        var resolved = ImmutableArray.CreateBuilder<ActorMention>(found.Count + 4);
        var next = 0;
        for (var s = 0; s < document.Sentences.Length; s++)
        {
            var sentence = document.Sentences[s];
            for (var t = sentence.First; t < sentence.End; t++)
            {
                if (next < found.Count && found[next].Head == t)
                {
                    resolved.Add(Link(document, roles, found[next], resolved));
                    next++;
                    continue;
                }
                if (sentence.Parsed && document.Tokens[t].Upos == Upos.PRON && Pronoun(document, roles, t, resolved) is { } mention)
                    resolved.Add(mention);
            }
            while (next < found.Count && found[next].Head < sentence.End) resolved.Add(found[next++]);
        }
        TakeNames(document, resolved);
        return resolved.DrainToImmutable();
    }

    /// <summary>"a rebel group, the River Front, …": the noun takes the name that stands in apposition to it.</summary>
    private static void TakeNames(Document document, ImmutableArray<ActorMention>.Builder mentions)
    {
        for (var i = 0; i + 1 < mentions.Count; i++)
        {
            var (noun, name) = (mentions[i], mentions[i + 1]);
            if (noun.Proper || !name.Proper || document.Tokens[name.Head] is not { Relation: Relation.Appos } token || token.Head != noun.Head) continue;
            if (noun.Kind is ActorKind.Structure or ActorKind.Civilians || name.Kind == ActorKind.Structure) continue;
            var kind = name.Kind is ActorKind.Unidentified or ActorKind.Organization ? noun.Kind : name.Kind;
            mentions[i] = noun with { Name = name.Name, Kind = kind, ActorId = name.ActorId, Because = $"{noun.Because}, named {name.Name}" };
            mentions[i + 1] = name with { Kind = kind };
        }
    }

    private static ActorMention Link(Document document, RoleLexicon roles, ActorMention mention, ImmutableArray<ActorMention>.Builder before)
    {
        if (mention.Proper)
        {
            if (mention.ActorId is not null || mention.Kind is not (ActorKind.Individual or ActorKind.Unidentified or ActorKind.Organization)) return mention;
            // "Duarte" after "José Duarte", "RDM" after "Rassemblement démocratique (RDM)".
            for (var i = before.Count - 1; i >= 0; i--)
            {
                var other = before[i];
                if (!other.Proper || other.Kind == ActorKind.Structure || other.Name.Length <= mention.Name.Length) continue;
                if (other.Kind == ActorKind.Individual && IsPartOf(mention.Name, other.Name))
                    return mention with { Name = other.Name, Kind = other.Kind, ActorId = other.ActorId, Because = $"short for {other.Name}" };
                if (IsAcronym(mention.Name, other.Name))
                    return mention with { Kind = other.Kind, ActorId = other.ActorId, Because = $"short for {other.Name}" };
            }
            return mention;
        }
        var head = document.Tokens[mention.Head];
        var own = OwnedByPronoun(document, mention);
        if (own >= 0 && mention.Kind is ActorKind.StateForces or ActorKind.RebelGroup or ActorKind.PoliticalMilitia && Antecedent(document, mention.Head, before, ActorKind.Unidentified, false) is { } owner)
            return mention with { Name = owner.Name, Kind = owner.Kind, ActorId = owner.ActorId, Because = $"'{document.Tokens[own].Lower} {head.Lower}' of {owner.Name}" };
        if (mention.ActorId is null && mention.End - mention.First == 1 && roles.StandIns.Contains(head.Lemma) && mention.First > 0 && document.Tokens[mention.First - 1].Lower is "the" or "that" or "this" or "these" or "those"
            && Antecedent(document, mention.Head, before, mention.Kind, head.Lemma is not ("group" or "organization" or "organisation" or "movement")) is { } antecedent)
            return mention with { Name = antecedent.Name, Kind = antecedent.Kind, ActorId = antecedent.ActorId, Because = $"'the {head.Lower}' stands for {antecedent.Name}" };
        return mention;
    }

    private static int OwnedByPronoun(Document document, ActorMention mention)
    {
        for (var t = mention.Head - 1; t >= Math.Max(mention.Head - 4, document.Sentences[document.SentenceOf(mention.Head)].First); t--)
            if (document.Tokens[t] is { Relation: Relation.NmodPoss, Upos: Upos.PRON or Upos.DET, Lower: "its" or "their" }) return t;
        return -1;
    }

    private static ActorMention? Antecedent(Document document, int head, ImmutableArray<ActorMention>.Builder before, ActorKind kind, bool sameKind)
    {
        var sentence = document.SentenceOf(head);
        for (var i = before.Count - 1; i >= 0; i--)
        {
            var other = before[i];
            if (sentence - document.SentenceOf(other.Head) > FarthestSentences) break;
            if (!other.Proper || other.Kind is ActorKind.Individual or ActorKind.Civilians or ActorKind.Structure) continue;
            if (!sameKind && kind == ActorKind.Unidentified && other.Kind == ActorKind.StateForces || other.Kind == kind || !sameKind && other.Kind is not ActorKind.StateForces)
                return other;
        }
        return null;
    }

    private static ActorMention? Pronoun(Document document, RoleLexicon roles, int t, ImmutableArray<ActorMention>.Builder before)
    {
        var token = document.Tokens[t];
        var person = roles.PersonPronouns.Contains(token.Lower);
        if (!person && !roles.AnyPronouns.Contains(token.Lower)) return null;
        if (token.Relation is Relation.NmodPoss or Relation.Expl or Relation.Det or Relation.Mark) return null;
        var relative = token.Lower is "who" or "which" or "that" or "whom";
        var sentence = document.SentenceOf(t);
        ActorMention? best = null;
        var bestScore = int.MinValue;
        for (var i = before.Count - 1; i >= 0; i--)
        {
            var other = before[i];
            var distance = sentence - document.SentenceOf(other.Head);
            if (distance > (relative ? 0 : FarthestSentences) || before.Count - i > 20) break;
            if (document.Tokens[other.Head].Upos == Upos.PRON) continue;
            if (other.Kind == ActorKind.Structure || person && other.Kind != ActorKind.Individual && !(other.Kind is ActorKind.Unidentified or ActorKind.Civilians)) continue;
            if (!person && !relative && other.Kind == ActorKind.Individual) continue;
            if (token.Lower is "it" or "itself" && (other.Kind is ActorKind.Unidentified or ActorKind.Civilians or ActorKind.Protesters || document.Tokens[other.Head].Morph.HasFlag(Morph.Plural) && !other.Proper)) continue;
            if (relative)
            {
                // A relative clause hangs on the noun it tells of.
                if (IsGovernedByClauseOf(document, t, other.Head)) { best = other; break; }
                continue;
            }
            var relation = document.Tokens[other.Head].Relation;
            var score = -4 * distance + (relation is Relation.Nsubj or Relation.NsubjPass ? 3 : 0) + (other.Proper ? 1 : 0) - (before.Count - 1 - i) / 3;
            if (score > bestScore) (best, bestScore) = (other, score);
        }
        return best is null ? null : best with { Span = token.Span, First = t, End = t + 1, Head = t, Proper = false, Because = $"'{token.Lower}' stands for {best.Name}" };
    }

    private static bool IsGovernedByClauseOf(Document document, int pronoun, int noun)
    {
        var at = pronoun;
        for (var climb = 0; climb < 5 && at >= 0; climb++)
        {
            var token = document.Tokens[at];
            if (token.Relation is Relation.AclRelcl or Relation.Acl && token.Head == noun) return true;
            at = token.Head;
        }
        return false;
    }

    // "Galan" or "Rodriguez Porth" after "Luis Carlos Galan Sarmiento", "Antonio Rodriguez Porth": any words of the name but the first.
    private static bool IsPartOf(string part, string name)
    {
        var at = name.IndexOf(' ' + part, StringComparison.Ordinal);
        return at > 0 && (at + 1 + part.Length == name.Length || name[at + 1 + part.Length] == ' ');
    }

    private static bool IsAcronym(string shortName, string longName)
    {
        if (shortName.Length is < 2 or > 8) return false;
        var at = 0;
        for (var i = 0; i < longName.Length && at < shortName.Length; i++)
            if ((i == 0 || longName[i - 1] is ' ' or '-') && char.IsUpper(longName[i]))
            {
                if (longName[i] != shortName[at]) return false;
                at++;
            }
        return at == shortName.Length;
    }
}
