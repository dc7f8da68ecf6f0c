using Npgsql;
using Tetrapylon.Record.Store;
using Tetrapylon.Record.Store.Postgres;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Store;

/// <summary>What only a record on a server can meet.</summary>
public sealed class ServerTests
{
    [Theory]
    [InlineData("Host=db.example;Database=wars", true)]
    [InlineData("postgresql://ana:secret@db.example:5433/wars", true)]
    [InlineData("username=ana; host=db", true)]
    [InlineData("record.db", false)]
    [InlineData("/data/host=1.db", false)]
    public void A_store_is_a_server_by_its_name(string store, bool server) => Assert.Equal(server, PostgresServer.IsConnection(store));

    [Theory]
    [InlineData("postgresql://ana:secret@db.example:5433/wars")]
    [InlineData("Host=db.example;Port=5433;Database=wars;Username=ana;Password=secret")]
    public void Nothing_that_is_said_of_a_server_has_its_password(string store)
    {
        var server = PostgresServer.Of(store);
        Assert.Equal("db.example:5433/wars (tetrapylon)", server.Name);
        Assert.DoesNotContain("secret", server.Told(new NpgsqlException("no route")).Message, StringComparison.Ordinal);
        Assert.Equal("tetrapylon-db.example-5433-wars--tetrapylon", RecordStore.Beside(store));
        var wrong = Assert.Throws<StoreException>(() => PostgresServer.Of("Host=x;Pasword=secret"));
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_in_words() =>
        Assert.Equal("store-unreadable", Assert.Throws<StoreException>(() => RecordStore.Open("Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=3", Rules)).Code);

    [Fact]
    public void Reading_asks_for_a_record_that_exists()
    {
        using var record = NewRecord.OnServer();
        Assert.Equal("store-missing", Assert.Throws<StoreException>(() => RecordStore.Open(record.Store, Rules, readOnly: true)).Code);
    }

    [Fact]
    public void Tables_of_another_program_are_refused_and_left_alone()
    {
        using var record = NewRecord.OnServer();
        var schema = TestServer.SchemaOf(record.Store);
        record.Run($"CREATE SCHEMA {schema}; CREATE TABLE {schema}.report(x INT)");
        Assert.Equal("store-foreign", Assert.Throws<StoreException>(() => RecordStore.Open(record.Store, Rules)).Code);
        record.Run($"INSERT INTO {schema}.report VALUES(1)");
    }

    [Fact]
    public void A_newer_record_is_refused()
    {
        using var record = NewRecord.OnServer();
        RecordStore.Open(record.Store, Rules).Dispose();
        record.Run("UPDATE meta SET value='99' WHERE name='schema'");
        Assert.Equal("store-newer", Assert.Throws<StoreException>(() => RecordStore.Open(record.Store, Rules)).Code);
    }

    [Fact]
    public void Who_only_reads_cannot_write()
    {
        using var record = NewRecord.OnServer();
        RecordStore.Open(record.Store, Rules).Dispose();
        using var reader = RecordStore.Open(record.Store, Rules, readOnly: true);
        Assert.Equal("store-read-only", Assert.Throws<StoreException>(() => reader.Ingest([Report("a", "2019-04-03", "Marja fell.")])).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_that_write_at_once_take_turns_and_lose_nothing(bool onServer)
    {
        using var record = onServer ? NewRecord.OnServer() : NewRecord.InFile();
        RecordStore.Open(record.Store, Rules).Dispose();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(half => Task.Run(() =>
        {
            using var store = RecordStore.Open(record.Store, Rules);
            for (var batch = 0; batch < 10; batch++)
                store.Ingest([.. Enumerable.Range(0, 10).Select(n => Report($"r{(half * 100) + (batch * 10) + n}", "2019-04-03", $"Clash {half} {batch} {n} at Marja.", Clash(Marja, On("2019-04-02"), Taliban, Army, n)))]);
            store.Derive();
        }, TestContext.Current.CancellationToken)));
        using var both = RecordStore.Open(record.Store, Rules);
        both.Derive();
        Assert.Equal(200, both.Counts().Reports);
        Assert.Equal(200, both.View().Events(new()).Sum(e => e.Claims.Length));
    }

    [Fact]
    public void Signs_the_server_cannot_keep_in_a_text_do_not_stop_a_run()
    {
        using var record = NewRecord.OnServer();
        using var store = RecordStore.Open(record.Store, Rules);
        const string Text = "Marja \ud83d fell\0 again: it's \"over\" & (done) | !no <-> :*";
        Assert.Equal(1, store.Ingest([Report("half", "2019-04-03", Text)]).Added);
        Assert.Equal(Text, store.View().Report("half")!.Text);
        Assert.Equal(["half"], store.View().Search("it's \"over\" & (done) | !no <-> :*"));
        Assert.Empty(store.View().Search("' & | !"));
    }
}
