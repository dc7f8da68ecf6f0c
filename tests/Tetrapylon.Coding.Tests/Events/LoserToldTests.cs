using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Events;

public sealed class LoserToldTests
{
    private static readonly Analyzer English = Analyzer.Load(Path.Combine(AppContext.BaseDirectory, "models"));
    private static readonly ActorFinder Actors = ActorFinder.Load(DataFolder.Shipped());
    private static readonly TakenPlace Taking = new(TakingWords.Load(DataFolder.Shipped()), _ => false);

    [Fact]
    public void Whose_the_losses_are_is_told_by_the_sentence_before() =>
        Assert.Equal("islamic-state", Loser("Islamic State is losing ground. Its retreat from Qaim comes after further territorial losses in Iraq, including the town of Rawa.")?.ActorId);

    [Fact]
    public void A_sentence_that_begins_anew_has_its_own_loser() =>
        Assert.Null(Loser("Islamic State is losing ground. The retreat from Qaim comes after further territorial losses in Iraq."));

    [Theory]
    [InlineData("The rebels have lost the town of Rawa.", "lost", "rebels")]
    [InlineData("After the army's defeat in Rawa the road was open.", "defeat", "army")]
    public void Whose_the_loss_is_is_told_by_its_own_word(string text, string word, string loser) => Assert.Equal(loser, Loser(text, word)?.Name);

    private static Participant? Loser(string text, string word = "losses")
    {
        var document = English.Analyze(new() { Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))] });
        return LoserTold.Of(document, Actors.Find(document, []), document.Tokens.ToList().FindIndex(t => t.Lower == word), Taking);
    }
}
