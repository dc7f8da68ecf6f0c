using System.Globalization;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Weighs each happening once more when the others of its report, who is named and where it stands are known: which type it is of, or that it is none of its own (told already, or no news).</summary>
public sealed class HappeningJudge
{
    /// <summary>The least belief in a happening of its own that it is told with.</summary>
    public const double Enough = 0.5;

    /// <summary>A type with less of the belief in a happening is no answer.</summary>
    private const float LeastShare = 0.04f;

    private const int MostTypes = 5;
    private const string None = "none";
    private static readonly string[] Steps = [.. Enumerable.Range(0, 21).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    private readonly EventOntology _ontology;
    private readonly HappeningGrouper _grouper;
    private readonly RoleFinder _roles;
    private readonly ChoiceWeights _weights;

    internal HappeningJudge(EventOntology ontology, HappeningGrouper grouper, RoleFinder byGrammar, ChoiceWeights weights) =>
        (_ontology, _grouper, _roles, _weights) = (ontology, grouper, byGrammar, weights);

    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    /// <exception cref="FileNotFoundException">The weights are missing.</exception>
    public static HappeningJudge Load(EventOntology ontology, HappeningGrouper grouper, DataFolder data, string modelsFolder) =>
        new(ontology, grouper, RoleFinder.Load(data, ranker: null), ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-happenings.tsv")));

    /// <summary>Parts the happenings found in an article into those that are told, each of the type it is now believed to be of, and those told again or in passing. Both in the order of the text.</summary>
    public (List<Happening> Told, List<Happening> Aside) Part(Document document, List<Happening> found, Mentioned mentioned)
    {
        var decided = new Happening[found.Count];
        var told = Ask(document, found, mentioned, (h, answers) =>
        {
            var (sum, none, best, highest) = (0.0, 0.0, 0, 0.0);
            foreach (var (type, features) in answers)
            {
                var power = Math.Exp(Math.Clamp(_weights.Of(features), -30, 30));
                sum += power;
                if (type < 0) none = power;
                else if (power > highest) (best, highest) = (type, power);
            }
            // Histories of places rest on what tells of a place taken: it stays of its type, and nothing becomes it.
            var stays = best != found[h].SubType && (_ontology.SubTypes[best].Control is not null || _ontology.SubTypes[found[h].SubType].Control is not null);
            decided[h] = stays ? found[h] : found[h] with { SubType = best, Belief = (float)(highest / sum) };
            return 1 - none / sum >= Enough ? decided[h].SubType : -1;
        });
        return ([.. decided.Where((_, h) => told[h] >= 0)], [.. decided.Where((_, h) => told[h] < 0)]);
    }

    /// <summary>Asks of each happening, the surest first, which type it is of, -1 for none of its own: what is told already is part of the question.</summary>
    internal int[] Ask(Document document, List<Happening> found, Mentioned mentioned, Func<int, List<(int Type, List<ulong> Features)>, int> decide)
    {
        var (known, buffer) = (new Known(document, found, mentioned), new FeatureBuffer());
        var votes = new float[_ontology.SubTypes.Length];
        // A headline says least.
        foreach (var h in Enumerable.Range(0, found.Count).OrderBy(h => document.BlockKindOf(found[h].Main.Candidate.Token) == BlockKind.Headline).ThenByDescending(h => known.Surest[h]).ThenBy(h => h))
        {
            var sum = Votes(found[h], votes);
            var trigger = found[h].Main.Candidate;
            var roles = _roles.Find(document, mentioned.Actors, mentioned.Places, new(trigger.Token, trigger.First, trigger.End, _ontology.SubTypes[found[h].SubType].Name));
            var none = new ChoiceFeatures();
            OfNone(known, h, none, buffer);
            var answers = new List<(int, List<ulong>)> { (-1, none.Keys) };
            var order = Enumerable.Range(0, votes.Length).Where(t => votes[t] >= LeastShare * sum).OrderByDescending(t => votes[t]).ThenBy(t => t).Take(MostTypes).ToList();
            for (var rank = 0; rank < order.Count; rank++)
            {
                var features = new ChoiceFeatures();
                OfType(known, h, order[rank], rank, votes[order[rank]] / sum, roles, features);
                answers.Add((order[rank], features.Keys));
            }
            known.Told[h] = decide(h, answers);
        }
        return known.Told;
    }

    private static float Votes(Happening happening, float[] votes)
    {
        Array.Clear(votes);
        var sum = 0f;
        foreach (var reading in happening.Readings)
            for (var t = 0; t < votes.Length; t++)
            {
                votes[t] += reading.Belief[t];
                sum += reading.Belief[t];
            }
        return sum;
    }

    // What speaks for and against one of the types.
    private void OfType(Known known, int index, int type, int rank, float share, Roles roles, ChoiceFeatures features)
    {
        var name = _ontology.SubTypes[type].Name;
        var happening = known.Found[index];
        features.Add("type", name);
        features.Count("rank", rank, MostTypes);
        features.Count("rank", rank, MostTypes, name);
        Reached(features, "share", share, 0.05f, 20);
        features.Count("share-of", (int)(share * 5), 5, name);
        features.Add("lemma", known.Document.Tokens[happening.Main.Candidate.Token].Lemma, name);
        if (happening.Readings.Exists(r => r.Candidate.Lexicon.Of(type) == TriggerStrength.Strong)) features.Add("strong", "yes");
        var (doer, sufferer) = (roles.Actors.IsEmpty ? None : WireName.Of(roles.Actors[0].Kind), roles.Recipients.IsEmpty ? None : WireName.Of(roles.Recipients[0].Kind));
        features.Add("doer", doer, name);
        features.Add("sufferer", sufferer, name);
        features.Add("sides", doer + ">" + sufferer, name);
        for (var other = known.FirstNear(index); other < known.EndNear(index); other++)
            if (other != index && Math.Abs(known.Apart(index, other)) <= 1) features.Add("beside", _ontology.SubTypes[known.Found[other].SubType].Name, name);
    }

    // What speaks for and against its being none of its own.
    private void OfNone(Known known, int index, ChoiceFeatures features, FeatureBuffer buffer)
    {
        var (document, happening) = (known.Document, known.Found[index]);
        var trigger = happening.Main.Candidate;
        var token = document.Tokens[trigger.Token];
        features.Add(None, "");
        features.Add("none-type", _ontology.SubTypes[happening.SubType].Name);
        features.Add("none-lemma", token.Lemma);
        features.Add("none-relation", WireName.Of(token.Relation));
        features.Add("form", ChoiceFeatures.FormOf(token));
        features.Add("before", trigger.Token > document.Sentences[trigger.Sentence].First ? document.Tokens[trigger.Token - 1].Lower : "<");
        if (token.Head >= 0) features.Add("under", document.Tokens[token.Head].Lemma);
        Reached(features, "surest", known.Surest[index], 0.05f, 20);
        Reached(features, "sum", happening.Readings.Sum(r => r.Happening), 0.5f, 12);
        features.Count("readings", happening.Readings.Count, 6);
        features.Count("sentence", trigger.Sentence, 4);
        features.Count("tenth", 9 * trigger.Sentence / document.Sentences.Length, 9);
        features.Add("block", WireName.Of(document.BlockKindOf(trigger.Token)));
        features.Add("place", known.Places[trigger.Sentence].Count > 0 ? "yes" : "no");
        features.Add("time", known.Times[trigger.Sentence] ? "yes" : "no");
        features.Add("dead", known.Dead[trigger.Sentence].Count > 0 ? "yes" : "no");
        var (surer, like, twin, twinLike) = (0, 0f, -1, 0f);
        for (var other = known.FirstNear(index); other < known.EndNear(index); other++)
        {
            if (other == index) continue;
            var fits = _grouper.Likeness(document, happening.Main, known.Found[other].Main, buffer);
            if (known.Surest[other] > known.Surest[index]) (surer, like) = (surer + 1, Math.Max(like, fits));
            if (known.Told[other] == happening.SubType && (twin < 0 || fits > twinLike)) (twin, twinLike) = (other, fits);
        }
        features.Count("surer", surer, 6);
        features.Count("others", known.Found.Count - 1, 6);
        Reached(features, "like-surer", like, 0.1f, 10);
        features.Add("twin", twin < 0 ? None : twin < index ? "before" : "after");
        if (twin < 0) return;
        var how = twin < index ? "before" : "after";
        Reached(features, "twin-like", twinLike, 0.1f, 10, how);
        features.Add("twin-surer", known.Surest[twin] > known.Surest[index] ? "yes" : "no", how);
        features.Count("twin-apart", Math.Abs(known.Apart(index, twin)), 5, how);
        features.Add("twin-lemma", document.Tokens[known.Found[twin].Main.Candidate.Token].Lemma == token.Lemma ? "same" : "other", how);
        var there = known.Found[twin].Main.Candidate.Sentence;
        var (place, dead, party) = (Shared(known.Places[trigger.Sentence], known.Places[there]), Shared(known.Dead[trigger.Sentence], known.Dead[there]), Shared(known.Parties[trigger.Sentence], known.Parties[there]));
        features.Add("twin-place", place, how);
        features.Add("twin-dead", dead, how);
        features.Add("twin-party", party, how);
        features.Add("twin-place-dead", place, dead);
        features.Add("twin-place-party", place, party);
        features.Add("twin-dead-party", dead, party);
        Reached(features, "twin-words", known.WordsShared(trigger.Sentence, there), 0.1f, 8, how);
    }

    private static string Shared<T>(HashSet<T> here, HashSet<T> there) => here.Count == 0 ? "untold" : there.Count == 0 ? "only-here" : here.Overlaps(there) ? "shared" : "different";

    // One feature for each step that a number reaches.
    private static void Reached(ChoiceFeatures features, string template, float value, float step, int most, string? second = null)
    {
        for (var s = 1; s <= most && value >= s * step; s++) features.Add(template, Steps[s], second);
    }

    /// <summary>What is looked up for every happening of a report.</summary>
    private sealed class Known
    {
        // Of a long report only the happenings about one are compared with it.
        private const int Near = 40;
        private readonly HashSet<string>?[] _words;

        public Known(Document document, List<Happening> found, Mentioned mentioned)
        {
            (Document, Found, Told) = (document, found, new int[found.Count]);
            Array.Fill(Told, -1);
            Surest = [.. found.Select(f => f.Readings.Max(r => r.Happening))];
            (Places, Parties, Dead, _words) = (Sets<string>(), Sets<string>(), Sets<int>(), new HashSet<string>?[document.Sentences.Length]);
            foreach (var place in mentioned.Places) Places[document.SentenceOf(place.First)].Add(place.Place?.Id ?? place.Text);
            Times = new bool[document.Sentences.Length];
            foreach (var time in mentioned.Times) Times[document.SentenceOf(time.First)] = true;
            foreach (var loss in mentioned.Losses) Dead[document.SentenceOf(loss.First)].Add(loss.Best);
            foreach (var actor in mentioned.Actors)
                if (actor.Kind != ActorKind.Unidentified || actor.Proper) Parties[document.SentenceOf(actor.Head)].Add(actor.ActorId ?? actor.Name);
            HashSet<T>[] Sets<T>() => [.. document.Sentences.Select(_ => new HashSet<T>())];
        }

        /// <summary>The type each happening was told with; -1 of those not told, or not asked about yet.</summary>
        public int[] Told { get; }

        public Document Document { get; }
        public List<Happening> Found { get; }

        /// <summary>The highest belief that any word of each happening tells of one.</summary>
        public float[] Surest { get; }

        /// <summary>The places each sentence names.</summary>
        public HashSet<string>[] Places { get; }

        /// <summary>The sentences that name a time.</summary>
        public bool[] Times { get; }

        /// <summary>The figures of dead or injured in each sentence.</summary>
        public HashSet<int>[] Dead { get; }

        /// <summary>Who is named in each sentence.</summary>
        public HashSet<string>[] Parties { get; }

        /// <summary>Share of the shorter sentence's telling words that the other has too.</summary>
        public float WordsShared(int sentence, int other)
        {
            var (own, others) = (Words(sentence), Words(other));
            return own.Count == 0 || others.Count == 0 ? 0 : (float)own.Count(others.Contains) / Math.Min(own.Count, others.Count);
        }

        private HashSet<string> Words(int sentence)
        {
            if (_words[sentence] is { } known) return known;
            var words = _words[sentence] = new(StringComparer.Ordinal);
            for (var t = Document.Sentences[sentence].First; t < Document.Sentences[sentence].End; t++)
                if (Document.Tokens[t].Upos is Upos.NOUN or Upos.PROPN or Upos.VERB or Upos.ADJ or Upos.NUM) words.Add(Document.Tokens[t].Lemma);
            return words;
        }

        public int FirstNear(int index) => Math.Max(0, index - Near);

        public int EndNear(int index) => Math.Min(Found.Count, index + Near + 1);

        /// <summary>Sentences from one happening to another.</summary>
        public int Apart(int index, int other) => Found[other].Main.Candidate.Sentence - Found[index].Main.Candidate.Sentence;
    }
}
