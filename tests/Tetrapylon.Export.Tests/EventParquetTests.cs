using NodaTime;
using Parquet;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

public sealed class EventParquetTests
{
    [Fact]
    public async Task A_file_read_back_has_the_values_that_were_written_and_null_for_what_nobody_told()
    {
        var bare = SampleRecord.Event with { Id = ContentId.Of("bare"), Fatalities = null, Days = null, Place = null, KnownSince = null };
        await using var reader = await ReadAsync(SampleRecord.Event, bare);
        using var rows = reader.OpenRowGroupReader(0);
        Assert.Equal(2, rows.RowCount);
        Assert.Equal([SampleRecord.Event.SubType, SampleRecord.Event.SubType], await TextsAsync(reader, rows, "sub_type"));
        Assert.Equal(["Army; Allied militia", "Army; Allied militia"], await TextsAsync(reader, rows, "actors"));
        Assert.Equal([4, null], await ValuesAsync<int>(reader, rows, "fatalities_best"));
        Assert.Equal([34.123456789, null], await ValuesAsync<double>(reader, rows, "latitude"));
        Assert.Equal([new DateTime(2019, 5, 6, 0, 0, 0, DateTimeKind.Unspecified), null], await ValuesAsync<DateTime>(reader, rows, "date_start"));
    }

    [Fact]
    public async Task The_same_events_make_the_same_bytes() => Assert.Equal(await BytesAsync(SampleRecord.Event), await BytesAsync(SampleRecord.Event));

    [Fact]
    public async Task A_record_without_events_is_a_file_without_rows()
    {
        await using var reader = await ReadAsync();
        Assert.Contains(reader.Schema.DataFields, f => f.Name == "geometry");
        Assert.Equal("1.1.0", System.Text.Json.JsonDocument.Parse(reader.CustomMetadata["geo"]).RootElement.GetProperty("version").GetString());
    }

    private static async Task<byte[]> BytesAsync(params Event[] events)
    {
        using var into = new MemoryStream();
        await EventParquet.WriteAsync(events, into);
        return into.ToArray();
    }

    private static async Task<ParquetReader> ReadAsync(params Event[] events) =>
        await ParquetReader.CreateAsync(new MemoryStream(await BytesAsync(events)), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<string?[]> TextsAsync(ParquetReader reader, ParquetRowGroupReader rows, string name)
    {
        var values = new string?[rows.RowCount];
        await rows.ReadAsync(reader.Schema.DataFields.Single(f => f.Name == name), values.AsMemory()!, cancellationToken: TestContext.Current.CancellationToken);
        return values;
    }

    private static async Task<T?[]> ValuesAsync<T>(ParquetReader reader, ParquetRowGroupReader rows, string name) where T : struct
    {
        var values = new T?[rows.RowCount];
        await rows.ReadAsync<T>(reader.Schema.DataFields.Single(f => f.Name == name), values.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        return values;
    }
}
