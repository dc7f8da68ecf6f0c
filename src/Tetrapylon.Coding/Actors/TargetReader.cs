using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Finds the buildings, vehicles and installations that an attack was aimed at or hit.</summary>
public sealed class TargetReader
{
    private const int MostSteps = 6;

    private readonly FrozenSet<string> _subTypes, _hitting, _blasting, _at, _attacks, _parts, _places;

    private TargetReader(YamlMap map)
    {
        FrozenSet<string> Set(string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);
        (_subTypes, _hitting, _blasting, _at, _attacks, _parts, _places) = (Set("sub_types"), Set("hitting"), Set("blasting"), Set("at"), Set("attacks"), Set("parts"), Set("places"));
    }

    /// <exception cref="DataException">Something in the file is wrong; every problem is listed.</exception>
    public static TargetReader Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/actors/targets.yaml"), problems);
        problems.ThrowIfAny();
        map!.Text("origin");
        map.Text("licence");
        var reader = new TargetReader(map);
        map.Done();
        problems.ThrowIfAny();
        return reader;
    }

    /// <summary>The structures hit in the sentences that tell of a happening, in text order, each once.</summary>
    /// <param name="sentences">Indices of the sentences.</param>
    public ImmutableArray<Participant> Of(Document document, ImmutableArray<ActorMention> mentions, string subType, IReadOnlyCollection<int> sentences)
    {
        if (!_subTypes.Contains(subType)) return [];
        var found = ImmutableArray.CreateBuilder<Participant>();
        foreach (var s in sentences)
        {
            var sentence = document.Sentences[s];
            if (!sentence.Parsed) continue;
            for (var m = RoleCandidates.FirstFrom(mentions, sentence.First); m < mentions.Length && mentions[m].Head < sentence.End; m++)
                if (mentions[m] is { Kind: ActorKind.Structure } mention && document.Tokens[mention.Head].Upos != Upos.PRON && !_places.Contains(document.Tokens[mention.Head].Lemma) && IsHit(document, mention.Head) && !Known(found, mention.Name))
                    found.Add(new(mention.Name, ActorKind.Structure, mention.ActorId, mention.Span));
        }
        return found.DrainToImmutable();
    }

    private bool IsHit(Document document, int head)
    {
        var tokens = document.Tokens;
        var at = head;
        for (var step = 0; step < MostSteps; step++)
        {
            var token = tokens[at];
            // "houses destroyed by the blast"
            if (HasHittingParticiple(document, at)) return true;
            if (token.Head < 0) return false;
            var over = tokens[token.Head];
            switch (token.Relation)
            {
                case Relation.Conj or Relation.Appos when NounPhrases.IsNominal(over):
                    break;
                case Relation.Nmod when _parts.Contains(over.Lemma):
                    break;
                case Relation.Obj: return _hitting.Contains(over.Lemma);
                case Relation.NsubjPass: return _hitting.Contains(over.Lemma);
                case Relation.Nsubj: return _hitting.Contains(over.Lemma) && RoleRules.IsPassive(document, token.Head);
                case Relation.Obl or Relation.Nmod:
                    var preposition = RolePath.PrepositionOf(document, at);
                    if (over.Upos is Upos.VERB or Upos.AUX) return _blasting.Contains(over.Lemma) && _at.Contains(preposition);
                    return _attacks.Contains(over.Lemma) && _at.Contains(preposition);
                default: return false;
            }
            at = token.Head;
        }
        return false;
    }

    private bool HasHittingParticiple(Document document, int noun)
    {
        var sentence = document.Sentences[document.SentenceOf(noun)];
        for (var t = noun + 1; t < Math.Min(sentence.End, noun + 8); t++)
            if (document.Tokens[t] is { Relation: Relation.Acl } token && token.Head == noun && (token.Morph & (Morph.PastParticiple | Morph.Passive)) != 0 && _hitting.Contains(token.Lemma)) return true;
        return false;
    }

    private static bool Known(ImmutableArray<Participant>.Builder found, string name)
    {
        foreach (var other in found)
            if (other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
