using System.Collections.Immutable;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Finds who a report speaks of: names of the dictionary, nouns of roles, persons and organisations, and the words that stand for them.</summary>
public sealed class ActorFinder
{
    private readonly ActorNaming _naming;

    private ActorFinder(ActorDictionary dictionary, RoleLexicon roles)
    {
        (Dictionary, Roles) = (dictionary, roles);
        _naming = new(dictionary, roles);
    }

    public ActorDictionary Dictionary { get; }
    public RoleLexicon Roles { get; }

    public static ActorFinder Load(DataFolder data) => new(ActorDictionary.Load(data), RoleLexicon.Load(data));

    public static ActorFinder Of(ActorDictionary dictionary, RoleLexicon roles) => new(dictionary, roles);

    /// <summary>Every mention of an actor, in text order; no two share a head.</summary>
    /// <param name="places">Where the report is set: decides between actors of one name.</param>
    public ImmutableArray<ActorMention> Find(Document document, ImmutableArray<PlaceMention> places)
    {
        if (document.Tokens.Length == 0) return [];
        var hits = WordHits.Of(document, Dictionary, Roles);
        var context = Countries(places);
        var found = new List<ActorMention>();
        foreach (var sentence in document.Sentences)
        {
            var from = found.Count;
            if (sentence.Parsed) Parsed(document, hits, context, sentence, found);
            else Unparsed(document, hits, context, sentence, found);
            if (hits.LowerCase && sentence.Parsed) PlainNames.Add(document, hits, Roles, places, sentence, from, found);
            if (found.Count - from > 1) found.Sort(from, found.Count - from, ByHead.Instance);
        }
        found.RemoveAll(m => IsCredit(document, m));
        return Coreference.Resolve(document, Roles, found);
    }

    // "(Daily Courier)": where the news comes from, not who acts in it.
    private static bool IsCredit(Document document, ActorMention mention) =>
        mention.Kind == ActorKind.Organization && mention.First > 0 && mention.End < document.Tokens.Length && document.Tokens[mention.First - 1].Lower == "(" && document.Tokens[mention.End].Lower == ")";

    private void Parsed(Document document, WordHits hits, HashSet<string> context, Sentence sentence, List<ActorMention> found)
    {
        var coveredTo = -1;
        for (var t = sentence.First; t < sentence.End; t++)
        {
            var name = hits.NameAt(t);
            if (name is { } n)
            {
                // One name is one mention, at the token that ties it to the sentence.
                if (t != Governor(document, n.First, n.End)) continue;
                if (!NounPhrases.IsHead(document, t))
                {
                    // A name before another noun: part of that noun's phrase where the noun is somebody, else a mention of its own.
                    var over = document.Tokens[t].Head;
                    if (over > t && hits.RoleEndingAt(over) is not null && NounPhrases.At(document, hits, over) is var whole && whole.First <= t) continue;
                    Add(_naming.OfName(document, hits, context, new(n.First, n.End, t), n), found);
                    continue;
                }
            }
            else if (!NounPhrases.IsHead(document, t))
            {
                // "rebel attack", "student protest": somebody named before a doing.
                if (hits.RoleEndingAt(t) is not { } role || document.Tokens[t].Head < 0 || hits.RoleEndingAt(document.Tokens[t].Head) is not null || !NounPhrases.IsNominal(document.Tokens[t])) continue;
                if (_naming.Of(document, hits, context, new(role.First, t + 1, t)) is { Kind: not ActorKind.Structure } modifier) Add(modifier, found);
                continue;
            }
            var phrase = NounPhrases.At(document, hits, t);
            if (_naming.Of(document, hits, context, phrase) is { } mention)
            {
                if (mention.First < coveredTo && found.Count > 0 && found[^1].First <= mention.First && found[^1].End >= mention.End && found[^1].Name.Contains(mention.Name, StringComparison.Ordinal)) continue;
                Add(mention, found);
                coveredTo = Math.Max(coveredTo, mention.End);
            }
        }
    }

    private void Unparsed(Document document, WordHits hits, HashSet<string> context, Sentence sentence, List<ActorMention> found)
    {
        for (var t = sentence.First; t < sentence.End; t++)
        {
            if (hits.NameAt(t) is { } name && t == name.End - 1)
            {
                var isPlaceOfRole = t + 1 < sentence.End && hits.RoleEndingAt(t + 1) is not null;
                if (!isPlaceOfRole) Add(_naming.OfName(document, hits, context, new(name.First, name.End, t), name), found);
            }
            else if (hits.RoleEndingAt(t) is { } role && hits.NameAt(t) is null)
            {
                var first = role.First > sentence.First && hits.NameAt(role.First - 1) is { } before ? before.First : role.First;
                if (_naming.Of(document, hits, context, new(first, t + 1, t)) is { } mention) Add(mention, found);
            }
        }
    }

    private static void Add(ActorMention mention, List<ActorMention> found)
    {
        if (ActorNaming.IsName(mention.Name)) found.Add(mention);
    }

    internal static int Governor(Document document, int first, int end)
    {
        for (var t = first; t < end; t++)
            if (document.Tokens[t].Head is var head && (head < first || head >= end)) return t;
        return end - 1;
    }

    private static HashSet<string> Countries(ImmutableArray<PlaceMention> places)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in places)
            if (place.Country is { } country) found.Add(country);
        return found;
    }

    private sealed class ByHead : IComparer<ActorMention>
    {
        public static readonly ByHead Instance = new();
        public int Compare(ActorMention? a, ActorMention? b) => a!.Head.CompareTo(b!.Head);
    }
}
