using Tetrapylon.Coding.Numbers;
using Tetrapylon.Coding.Tests.Time;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Tests.Numbers;

public sealed class NumberReaderTests
{
    private static readonly NumberReader Reader = new(NumberWords.Load(DataFolder.Shipped()));

    private static Number? Read(string text)
    {
        var document = Reports.Read(text, (string?)null);
        var atoms = new List<Atom>();
        Atom.Cut(document, 0, document.Tokens.Length, atoms);
        return Reader.TryRead(atoms, 0, out var number) ? number : null;
    }

    [Theory]
    [InlineData("12 men", 12)]
    [InlineData("1,500 men", 1500)]
    [InlineData("2.5 million people", 2500000)]
    [InlineData("2 1/2 years", 2.5)]
    [InlineData("twenty-four men", 24)]
    [InlineData("a hundred and ten men", 110)]
    [InlineData("two thousand five hundred men", 2500)]
    [InlineData("three dozen men", 36)]
    [InlineData("nineteen ninety-six was dry", 1996)]
    [InlineData("twenty-first century", 21)]
    [InlineData("21st century", 21)]
    [InlineData("5 million people", 5000000)]
    public void Numbers_in_numerals_and_words_are_read(string text, double value) => Assert.Equal(value, Read(text)?.Value);

    [Theory]
    [InlineData("hundreds of men")]
    [InlineData("and men")]
    [InlineData("a man")]
    public void What_is_no_number_is_not_read(string text) => Assert.Null(Read(text));

    [Fact]
    public void Ordinals_and_years_are_told_apart()
    {
        Assert.True(Read("third day")!.Value.Ordinal);
        Assert.True(Read("nineteen ninety-six was dry")!.Value.IsYear);
        Assert.False(Read("twenty-six men")!.Value.IsYear);
    }
}
