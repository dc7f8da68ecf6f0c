using System.Collections.Immutable;
using Tetrapylon.App.Flow;
using Tetrapylon.Coding;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Places;
using Tetrapylon.Coding.Plover;
using Tetrapylon.Coding.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;

namespace Tetrapylon.App;

/// <summary>The stages a report passes on its way to claims, loaded once, read-only, and shared by all workers.</summary>
internal sealed class Stages
{
    private readonly Lazy<Reader> _reader;
    private readonly Lazy<Analyzer> _analyzer;
    private readonly Lazy<TimeTagger> _times;
    private readonly Lazy<PlaceFinder> _places;
    private readonly Lazy<ActorFinder> _actors;
    private readonly Lazy<Coder> _coder;
    private readonly Lazy<PloverCoder> _plover;
    private readonly Lazy<ContentId> _version;

    /// <param name="overlays">The user's own data folders.</param>
    /// <param name="model">Which model reads the language of reports.</param>
    public Stages(string[] overlays, LanguageModel model = LanguageModel.Fast)
    {
        try
        {
            Data = DataFolder.Shipped(overlays);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new UsageException(e.Message);
        }
        _reader = new(() => Reader.Load(Data));
        _analyzer = new(() => Analyzer.Load(ModelsFolder, model: model));
        _times = new(() => TimeTagger.Load(Data));
        _places = new(() => PlaceFinder.Load(Data, ModelsFolder));
        _actors = new(() => ActorFinder.Load(Data));
        var named = model == LanguageModel.Fast ? null : model.ToString();
        _coder = new(() => Coder.Load(Data, ModelsFolder, named));
        _plover = new(() => PloverCoder.Load(Data, Coder));
        _version = new(() => _coder.IsValueCreated ? Coder.Version : Coding.CoderVersion.Of(Data, ModelsFolder, named));
    }

    public static string ModelsFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    public DataFolder Data { get; }
    public Reader Reader => _reader.Value;
    public Analyzer Analyzer => _analyzer.Value;
    public Coder Coder => _coder.Value;

    /// <summary>The version of <see cref="Coder"/>, without loading it.</summary>
    public ContentId CoderVersion => _version.Value;

    /// <summary>Loads everything that coding needs, side by side: a single report should not wait longer than it must.</summary>
    public Stages Loaded()
    {
        try
        {
            Task.WaitAll(Task.Run(() => Analyzer), Task.Run(() => Coder), Task.Run(() => Reader));
        }
        catch (AggregateException e)
        {
            throw e.InnerExceptions[0] is DataException or IOException ? e.InnerExceptions[0] : e;
        }
        return this;
    }

    /// <summary>From a report to what it claims.</summary>
    public CodedReport Code(Report report) => Coder.Code(Analyzer.Analyze(report, Coder.MayTell));

    /// <summary>The same with what it tells again or in passing.</summary>
    public CodedReport CodeWithAsides(Report report) => Coder.Code(Analyzer.Analyze(report, Coder.MayTell), asides: true);

    /// <summary>The same with the events of PLOVER: more of its sentences are analysed for these, and not one of its claims changes.</summary>
    public (CodedReport Coded, ImmutableArray<PloverEvent> Events) CodeWithPlover(Report report)
    {
        var coded = CodeWithAsides(report);
        return (coded, _plover.Value.Code(Analyzer.Analyze(report, _plover.Value.MayTell), coded));
    }

    /// <summary>The same with the analysed text and the words of which nothing was told, for showing why.</summary>
    public (Document Document, CodedReport Coded, List<SilentWord> Silent) CodeWithReasons(Report report)
    {
        var document = Analyzer.Analyze(report, Coder.MayTell);
        return (document, Coder.Code(document), Coder.Silent(document));
    }

    /// <summary>The place of the gazetteer that an unlisted place of a record turns out to be; null for none.</summary>
    public Place? Listed(Place unlisted) => _places.Value.Gazetteer.Listed(unlisted);

    /// <summary>What a report names.</summary>
    public Mentions Mentions(Report report)
    {
        var document = Analyzer.Analyze(report);
        var places = _places.Value.Find(document);
        return new(_times.Value.Tag(document), places, _actors.Value.Find(document, places));
    }
}
