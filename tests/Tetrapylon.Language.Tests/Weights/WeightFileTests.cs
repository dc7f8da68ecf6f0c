using Tetrapylon.Language.Weights;

namespace Tetrapylon.Language.Tests.Weights;

public sealed class WeightFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

    public WeightFileTests() => WeightFile.Write(_path, "tagger", ("numbers", WeightFile.Bytes<int>([3, 5, 8])));

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_was_written_is_read() => Assert.Equal([3, 5, 8], WeightFile.Read(_path, "tagger").Array<int>("numbers"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(70_000)]
    public void Packed_numbers_are_read_as_they_were(int zeros)
    {
        sbyte[] numbers = [5, -127, .. new sbyte[zeros], 127, 0];
        WeightFile.Write(_path, "tagger", ("numbers", WeightFile.Pack(numbers)));
        Assert.Equal(numbers, WeightFile.Read(_path, "tagger").Packed("numbers"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_cut_file_is_refused(int length)
    {
        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..length]);
        Assert.Contains("cut off", Assert.Throws<ModelFileException>(() => WeightFile.Read(_path, "tagger")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_file_is_refused()
    {
        var bytes = File.ReadAllBytes(_path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_path, bytes);
        Assert.Throws<ModelFileException>(() => WeightFile.Read(_path, "tagger"));
    }

    [Fact]
    public void A_foreign_file_is_refused()
    {
        File.WriteAllText(_path, "not weights at all");
        Assert.Contains("not a file of weights", Assert.Throws<ModelFileException>(() => WeightFile.Read(_path, "tagger")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused() => Assert.Contains("'tagger'", Assert.Throws<ModelFileException>(() => WeightFile.Read(_path, "parser")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains("nowhere.bin", Assert.Throws<ModelFileException>(() => WeightFile.Read("nowhere.bin", "parser")).Message, StringComparison.Ordinal);
}
