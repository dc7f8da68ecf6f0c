using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Actors;

/// <summary>What a noun that tells who somebody is does in a name.</summary>
public enum RoleSort : byte { Person, Member, Body, Title, Bare, Count, Structure }

/// <summary>Which organ of a country a noun names when the country stands before it.</summary>
public enum RoleOf : byte { None, Government, Military, Police, People }

/// <summary>A noun that tells who somebody is: "gunman", "security forces", "embassy".</summary>
public sealed record RoleNoun(string Text, ActorKind Kind, RoleSort Sort, RoleOf Of);

/// <summary>The nouns of <c>data/languages/en/actors</c> that tell who somebody is, and the words that shape names. Read-only once loaded.</summary>
public sealed class RoleLexicon
{
    private RoleLexicon(ImmutableArray<RoleNoun> nouns, PhraseTrie trie, YamlMap phrases)
    {
        (Nouns, Trie) = (nouns, trie);
        FrozenSet<string> Set(string key) => phrases.Texts(key).ToFrozenSet(StringComparer.Ordinal);
        Dropped = Set("dropped");
        Idle = Set("idle");
        KeepOf = Set("keep_of");
        PersonPronouns = Set("pronouns_person");
        AnyPronouns = Set("pronouns_any");
        StandIns = Set("stand_ins");
        NameLinks = Set("name_links");
        Ties = new();
        foreach (var tie in phrases.Texts("ties")) Ties.Add(tie, 0);
    }

    public ImmutableArray<RoleNoun> Nouns { get; }

    /// <summary>Every noun; its values index <see cref="Nouns"/>.</summary>
    public PhraseTrie Trie { get; }

    /// <summary>Words dropped from the front of a name: articles, counts, vague words.</summary>
    public FrozenSet<string> Dropped { get; }

    /// <summary>Adjectives of state or order that are no part of a name.</summary>
    public FrozenSet<string> Idle { get; }

    /// <summary>Nouns whose "of …" belongs to the name.</summary>
    public FrozenSet<string> KeepOf { get; }

    public FrozenSet<string> PersonPronouns { get; }
    public FrozenSet<string> AnyPronouns { get; }

    /// <summary>Nouns that, with "the", stand for an actor named before.</summary>
    public FrozenSet<string> StandIns { get; }

    /// <summary>Small words inside a person's name: "de", "bin".</summary>
    public FrozenSet<string> NameLinks { get; }

    /// <summary>Words that tie a force to a leader: "loyal to".</summary>
    public PhraseTrie Ties { get; }

    /// <exception cref="DataException">Something in the files is wrong; every problem is listed.</exception>
    public static RoleLexicon Load(DataFolder data)
    {
        var problems = new DataProblems();
        var nouns = ImmutableArray.CreateBuilder<RoleNoun>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var trie = new PhraseTrie();
        if (YamlFile.Map(data.File("languages/en/actors/roles.yaml"), problems) is { } roles)
        {
            roles.Text("origin");
            roles.Text("licence");
            foreach (var group in roles.Maps("roles"))
            {
                var kind = group.Name<ActorKind>("kind");
                var sort = group.Name<RoleSort>("sort");
                var of = group.OptionalName<RoleOf>("of") ?? RoleOf.None;
                foreach (var word in group.Texts("words"))
                {
                    if (!seen.Add(word)) { group.Problem("words", $"'{word}' stands twice in the file"); continue; }
                    trie.Add(word, nouns.Count);
                    nouns.Add(new(word, kind, sort, of));
                }
                group.Done();
            }
            roles.Done();
        }
        var phrases = YamlFile.Map(data.File("languages/en/actors/phrases.yaml"), problems);
        RoleLexicon? lexicon = null;
        if (phrases is not null)
        {
            phrases.Text("origin");
            phrases.Text("licence");
            lexicon = new(nouns.ToImmutable(), trie, phrases);
            phrases.Done();
        }
        problems.ThrowIfAny();
        return lexicon!;
    }
}
