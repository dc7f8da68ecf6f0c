using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using CsCheck;
using Tetrapylon.Coding.Tests.Time;
using Tetrapylon.Fuzz;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Robustness;

/// <summary>Texts that are no news, or news out of shape: nothing breaks, nothing is made up, and what is told is still coded.</summary>
public sealed class StrangeTextTests
{
    private static readonly Coder Coder = Coder.Load(DataFolder.Shipped(), Path.Combine(AppContext.BaseDirectory, "models"));

    private static readonly string[] Pieces =
    [
        "Gunmen attacked a police checkpoint in Quetta on Friday, killing five officers.", "The army shelled Hajin and captured two hills, the governor said.", "A suicide bomber killed nine people outside a mosque in Gao.",
        "Protesters clashed with police in Dhaka.", "no casualties were reported", "They denied it.", "MILITANTS SEIZED THE TOWN OF BAIDOA", "an air strike on the depot", "((((", "))", "[[", "{", "\"", "“", "’s",
        "&nbsp;", "<br>", "&quot;", "</p>", "|", "\t12\t|\t3 May\t|", "\n", "\n\n", "...", "—", "12", "1,000,000", "2017-03-02", "99 May 20177", "Abdul Rahim, Maria Lopez, John Okello,", "Idlib, Hama and Taiz", "🙂", "\u0301", "مدينة", "город",
        "Die Armee hat am Freitag das Dorf angegriffen.", "killed killed killed", "of of of", "between 9 and 3 dead", "and", "by", "\u00a0", "\ud83d",
    ];

    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Select(p => Pieces[p]).Array[0, 24].Select(pieces => string.Join(' ', pieces));

    [Fact]
    public void Every_field_of_every_claim_stands_in_the_text() => Texts.Sample(text => SoundClaims.Check(Code(text)), iter: 120, threads: 1);

    [Fact]
    public void The_same_text_is_coded_alike_also_beside_others()
    {
        var texts = Texts.Array[12].Single();
        var alone = texts.Select(Said).ToList();
        Assert.Equal(alone, texts.AsParallel().AsOrdered().Select(Said).ToList());
    }

    [Theory]
    [InlineData("The council met on Tuesday to talk about the price of bread and the new bridge over the river.")]
    [InlineData("Abdul Rahim, Maria Lopez, John Okello, Chen Wei, Ahmed al-Hassan, Sergei Ivanov, Fatima Diallo, Peter Novak.")]
    [InlineData("Town | People | Height\nMosul | 1,500,000 | 223\nTaiz | 600,000 | 1400\nIdlib | 165,000 | 500")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((")]
    [InlineData("&nbsp;&nbsp;<br><br>&quot;&quot;</td></tr>")]
    [InlineData("")]
    public void What_tells_of_no_happening_makes_no_claim(string text) => Assert.Empty(Code(text).Claims);

    [Theory]
    [InlineData("Militants killed nine soldiers in Gao on Monday.")]
    [InlineData("MILITANTS KILLED NINE SOLDIERS IN GAO ON MONDAY.")]
    [InlineData("militants killed nine soldiers in gao on monday.")]
    public void A_happening_is_the_same_in_capitals_and_without_them(string text)
    {
        var claim = Assert.Single(Code(text).Claims);
        Assert.Equal(("gao", "ML", 9, "2017-02-27"), (claim.Place?.Mention?.Text.ToLowerInvariant(), claim.Place?.Country, claim.Fatalities?.Best, claim.Date?.Days.Start.ToString("uuuu-MM-dd", null)));
        Assert.Equal("militants", Assert.Single(claim.Actors).Name, ignoreCase: true);
    }

    [Theory]
    [InlineData("A suicide bomber killed nine people&nbsp;outside a mosque in Gao.")]
    [InlineData("A suicide bomber killed <b>nine people</b> outside a mosque in Gao.<br>")]
    [InlineData("A suicide bomber killed nine people outside a mosque in Gao. &quot;")]
    public void Left_overs_of_a_page_hide_no_happening(string text) => Assert.Equal("Suicide bomb", Code(text).Claims[0].SubType);

    [Theory]
    [InlineData("(")]
    [InlineData("killed ")]
    [InlineData("the bombing of the attack on the killing by ")]
    [InlineData("Aleppo, ")]
    [InlineData("Ahmed Hassan said ")]
    [InlineData("12 | 3 May | ")]
    [InlineData("a")]
    public void Twenty_thousand_characters_of_one_thing_take_bounded_time(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 20_000 / piece.Length).ToString();
        var clock = Stopwatch.StartNew();
        SoundClaims.Check(Code(text));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}");
    }

    private static CodedReport Code(string text) => Coder.Code(Reports.Read(text, "2017-03-02"), asides: true);

    private static string Said(string text) => string.Join('\n', Code(text).Claims.Select(c => $"{c.Id} {c.SubType} {c.Status} {c.Confidence} {Names(c.Actors)} {Names(c.Recipients)} {string.Join(';', c.Because)}"));

    private static string Names(ImmutableArray<Participant> parties) => string.Join(',', parties.Select(p => p.Name));
}
