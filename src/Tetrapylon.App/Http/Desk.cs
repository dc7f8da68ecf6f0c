using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;
using Tetrapylon.App.Http.Accounts;
using Tetrapylon.App.Http.Runs;
using Tetrapylon.App.Http.Views;
using Tetrapylon.App.Review;
using Tetrapylon.Coding.Weapons;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Http;

/// <summary>What all pages share: the record, the knowledge behind it, the words and files of the pages.</summary>
public sealed class Desk : IDisposable
{
    internal Desk(DeskOptions options)
    {
        Options = options;
        Stages = new(options.Overlays);
        Actors = ActorDictionary.Load(Stages.Data);
        Ontology = EventOntology.Load(Stages.Data);
        Kinds = new(Ontology);
        _actorsByName = new(() => Actors.Names.Where(n => n.Use == NameUse.Name).ToLookup(n => NameFold.Fold(n.Text), n => n.Actor, StringComparer.Ordinal));
        _weapons = new(() => WeaponFinder.Load(Stages.Data));
        Rules = App.Rules.Load(Stages.Data);
        Records = new(options.Store, Rules);
        Gazetteer = new(Stages.Data, Stages.ModelsFolder);
        Accounts = System.IO.File.Exists(options.DeskStore) ? new(options.DeskStore) : null;
        Runs = new(this);
        Feeds = new(options.DeskStore, Runs, SystemClock.Instance);
        Views = new(options.DeskStore);
        _hooks = new(Views, options.Reachable, SystemClock.Instance);
        Watch = new(Records, Views, _hooks, SystemClock.Instance, e => Faulted?.Invoke(e));
        Files = WebFiles.Load(Path.Combine(AppContext.BaseDirectory, "desk"));
        Languages = Messages.Load(Path.Combine(AppContext.BaseDirectory, "desk", "messages"));
        Countries = Actors.Countries.GroupBy(c => c.Code, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(g => g.Key, g => g.First().Names[0], StringComparer.OrdinalIgnoreCase);
    }

    private readonly Lazy<WeaponFinder> _weapons;
    private readonly HookSender _hooks;
    private readonly ConcurrentDictionary<string, (string Revision, object Kept)> _remembered = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, Actor>> _actorsByName;

    internal DeskOptions Options { get; }
    internal Stages Stages { get; }
    internal RecordRules Rules { get; }
    internal RecordPool Records { get; }
    internal Atlases Atlases { get; } = new();
    internal KeptAnswers Kept { get; } = new();
    internal WebFiles Files { get; }
    internal FrozenDictionary<string, Messages> Languages { get; }

    public ActorDictionary Actors { get; }
    public WeaponFinder Weapons => _weapons.Value;
    public PlaceNames Gazetteer { get; }
    public EventOntology Ontology { get; }
    public EventKinds Kinds { get; }

    /// <summary>Names of countries by ISO code.</summary>
    public FrozenDictionary<string, string> Countries { get; }

    public string Country(string? code) => code is null ? "" : Countries.GetValueOrDefault(code, code);

    /// <summary>The name by which the actors' files know an actor; the key itself where they do not.</summary>
    public string ActorName(string key) => Actors.Find(key)?.Name ?? key;

    /// <summary>Actors known by this very name.</summary>
    public IEnumerable<Actor> ActorsNamed(string name)
    {
        var folded = NameFold.Fold(name);
        return _actorsByName.Value[folded].DistinctBy(a => a.Id);
    }

    /// <summary>Keeps what is dear to reckon for as long as the record stays as it is.</summary>
    internal T Remembered<T>(string what, string revision, Func<T> reckon) where T : class
    {
        var (of, kept) = _remembered.GetValueOrDefault(what);
        if (of == revision && kept is T known) return known;
        var made = reckon();
        if (_remembered.Count > 1000) _remembered.Clear();
        _remembered[what] = (revision, made);
        return made;
    }

    public string File(string name) => Files.Address(name);

    /// <summary>Whether people sign in.</summary>
    internal bool HasAccounts => Options.Organisation is not null || Accounts is { Any: true };

    /// <summary>Null where nobody ever had an account.</summary>
    internal AccountStore? Accounts { get; }

    internal RunQueue Runs { get; }

    internal FeedWatch Feeds { get; }

    internal ViewStore Views { get; }

    internal ViewWatch Watch { get; }

    /// <summary>Told of faults that no request is there to be told of.</summary>
    internal Action<Exception>? Faulted { get; set; }

    /// <summary>Begins what goes on beside requests: runs that wait, saved views.</summary>
    internal void Begin()
    {
        Runs.Begin();
        Feeds.Begin();
        Watch.Begin();
    }

    public void Dispose()
    {
        // What is being coded is written before its store closes.
        Feeds.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Watch.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Runs.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _hooks.Dispose();
        Views.Dispose();
        Accounts?.Dispose();
        Records.Dispose();
        Gazetteer.Dispose();
    }
}
