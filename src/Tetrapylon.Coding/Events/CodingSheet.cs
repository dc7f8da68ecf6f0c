using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Attribution;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>One report while its claims are written: what is found once for all of them. Not thread-safe.</summary>
internal sealed class CodingSheet
{
    private readonly Dictionary<TriggerReading, int> _places = new(ReferenceEqualityComparer.Instance);

    public CodingSheet(Document document, ulong[] cues, List<TriggerReading> readings, List<Happening> happenings, Mentioned mentioned, RoleScene scene, EventOntology ontology, ClaimFields fields)
    {
        (Document, Cues, Mentioned, Content) = (document, cues, mentioned, document.Report.ContentId);
        (ContentName, Scene, Candidates, Said) = (Content.ToString(), scene, new(readings.Count), new(says: true));
        Told = new(document, happenings, ontology, fields.Status);
        Losses = fields.Losses.Of(document, mentioned.Losses, Told.Happenings);
        Sources = fields.Attribution.Sources(document, mentioned.Actors);
        KnownSites = fields.Sites.Known(mentioned.Places);
        foreach (var reading in readings)
        {
            _places.Add(reading, Candidates.Count);
            Candidates.Add(reading.Candidate);
        }
    }

    public Document Document { get; }
    public ulong[] Cues { get; }
    public Mentioned Mentioned { get; }

    /// <summary>What the report says, as an id and as its name.</summary>
    public ContentId Content { get; }
    public string ContentName { get; }

    public Told Told { get; }
    public RoleScene Scene { get; }

    /// <summary>The dead and the injured of each happening.</summary>
    public (Model.Losses? Dead, Model.Losses? Injured)[] Losses { get; }

    /// <summary>Everybody who says something.</summary>
    public Sayings Sources { get; }

    /// <summary>The monuments and buildings named that our tables have.</summary>
    public List<PlaceMention> KnownSites { get; }

    /// <summary>The places that claims tell to be taken, and how many claims were looked at for it.</summary>
    public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);
    public int Followed { get; set; }

    /// <summary>Every word that may tell of a happening, in text order.</summary>
    public List<Candidate> Candidates { get; }

    public bool IsTrigger(int token) => InTextOrder.FirstFrom(Candidates, token, static c => c.Token) is var at && at < Candidates.Count && Candidates[at].Token == token;

    public int IndexOf(TriggerReading reading) => _places[reading];

    /// <summary>Room for features that can be told in words.</summary>
    public FeatureBuffer Said { get; }
}
