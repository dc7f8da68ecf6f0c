using System.Collections.Immutable;
using Tetrapylon.Coding.Places;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Places;

/// <summary>The shipped finder and language model, shared by the tests of this folder.</summary>
public static class ReadPlaces
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly Lazy<Analyzer> Analyzer = new(() => Language.Analyzer.Load(Models));
    private static readonly Lazy<PlaceFinder> Shared = new(() => PlaceFinder.Load(DataFolder.Shipped(), Models));

    public static PlaceFinder Finder => Shared.Value;

    public static Document Analyze(string text, params string[] context) =>
        Analyzer.Value.Analyze(new Report { Id = "test", Text = text, Blocks = [new Block(BlockKind.Body, new Span(0, text.Length))], Context = [.. context] });

    public static ImmutableArray<PlaceMention> Of(string text, params string[] context) => Finder.Find(Analyze(text, context));

    public static PlaceMention One(string text, string name) => Of(text).Single(m => m.Text == name);
}
