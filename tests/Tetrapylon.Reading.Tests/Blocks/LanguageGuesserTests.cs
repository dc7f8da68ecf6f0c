using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Reading.Blocks;

namespace Tetrapylon.Reading.Tests.Blocks;

public sealed class LanguageGuesserTests
{
    private static readonly LanguageGuesser Guesser = LanguageGuesser.Load(DataFolder.Shipped(), new());

    [Theory]
    [InlineData("en", "The army said on Sunday that it had taken the hill above the town after three days of shelling, and that the road to the coast was open.")]
    [InlineData("de", "Die Armee teilte am Sonntag mit, dass sie den Hügel über der Stadt nach drei Tagen Beschuss eingenommen habe und die Straße zur Küste frei sei.")]
    [InlineData("fr", "L'armée a annoncé dimanche que la colline au-dessus de la ville a été prise après trois jours de bombardements et que la route de la côte est ouverte.")]
    [InlineData("es", "El ejército dijo el domingo que había tomado la colina sobre la ciudad después de tres días de bombardeos y que la carretera a la costa está abierta.")]
    [InlineData("tr", "Ordu, pazar günü üç gün süren bombardımandan sonra kasabanın üstündeki tepenin alındığını ve sahile giden yol için bir engel olmadığını, daha çok birlik için hazırlık olduğunu söyledi.")]
    [InlineData("ru", "Армия сообщила в воскресенье, что после трёх дней обстрелов она заняла высоту над городом и что дорога на побережье открыта, но не для всех.")]
    [InlineData("zh", "军队星期日表示，经过三天的炮击，已经占领了城镇上方的山丘，通往海岸的道路已经开放，没有人员伤亡。")]
    public void Small_words_and_script_tell_the_language(string language, string text) => Assert.Equal(language, Guesser.Guess(text));

    [Theory]
    [InlineData("Qatana, Ruwaydah, Mhardeh")]
    [InlineData("Army takes hill")]
    public void Too_few_words_tell_nothing(string text) => Assert.Null(Guesser.Guess(text));

    [Theory]
    [InlineData("German metal band releases its album Liebe ist für Alle Da in Germany, and the label says it will tour.")]
    [InlineData("Rebels in Deir ez-Zor die in van attack; Voor, Het, Een and Der Spiegel reporters were there with De Volkskrant staff.")]
    [InlineData("Gunmen attack Al-Shirqat, Hawija, Baiji, Tal Afar, Sinjar, Rabia, Zumar, Makhmour, Qayyarah, Bashiqa, Bartella, Hamdaniya.")]
    public void Names_and_titles_make_an_english_item_no_other_language(string text) => Assert.True(Guesser.Guess(text) is null or "en");

    [Fact]
    public void A_block_in_another_language_is_marked_and_the_report_is_kept()
    {
        var report = Reading.One("""
            The army said on Sunday that it had taken the hill above the town after three days of shelling, and that the road to the coast was open to everybody who wanted to leave.

            Die Armee teilte am Sonntag mit, dass sie den Hügel über der Stadt nach drei Tagen Beschuss eingenommen habe und die Straße zur Küste nicht mehr gesperrt sei.

            The mayor of the town, who has been in the capital for a week, said he would be back as soon as the bridge had been repaired.
            """).Report!;
        Assert.Equal([null, "de", null], report.Blocks.Select(b => b.Language));
        Assert.Equal("en", report.Language);
        Assert.Contains(report.Issues, i => i is { Code: "block-not-english", SetAside: false });
    }

    [Fact]
    public void A_script_that_is_not_latin_is_not_english_whatever_it_is() =>
        Assert.Equal(LanguageGuesser.Undetermined, Guesser.Guess(string.Concat(Enumerable.Repeat("Ստեփանակերտում այսօր տեղի ունեցավ հանդիպում քաղաքապետի հետ ", 3))));

    [Fact]
    public void A_report_in_another_language_is_read_and_set_aside_for_coding()
    {
        var result = Reading.One("date 2016-04-05 Die Armee teilte am Sonntag mit, dass sie den Hügel über der Stadt nach drei Tagen Beschuss eingenommen habe und die Straße zur Küste frei sei.");
        Assert.Equal("de", result.Report!.Language);
        Assert.True(Assert.Single(result.Report.Issues).SetAside);
    }
}
