using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.Coding.Tests.Events;

public sealed class LexiconReadingTests
{
    [Fact]
    public void Two_readings_joined_keep_the_stronger_of_each_type()
    {
        foreach (var one in Enum.GetValues<TriggerStrength>())
            foreach (var other in Enum.GetValues<TriggerStrength>())
            {
                var joined = default(LexiconReading).With(3, one).With(24, other).Or(default(LexiconReading).With(3, other).With(24, one));
                Assert.Equal(one > other ? one : other, joined.Of(3));
                Assert.Equal(one > other ? one : other, joined.Of(24));
                Assert.Equal(TriggerStrength.None, joined.Of(4));
            }
    }
}
