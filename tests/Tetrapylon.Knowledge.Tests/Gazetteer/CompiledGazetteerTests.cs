using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Xunit;

namespace Tetrapylon.Knowledge.Tests.Gazetteer;

public sealed class CompiledGazetteerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gazetteer").FullName;
    private readonly DataFolder _data = DataFolder.Shipped();

    public void Dispose() => Directory.Delete(_folder, true);

    private static string Row(int id, string name, string others = "", string latitude = "35.5", string longitude = "38.5", string code = "PPL", string country = "SY", string region = "09", int people = 1000) =>
        string.Join('\t', id, name, name, others, latitude, longitude, code.StartsWith("ADM", StringComparison.Ordinal) ? "A" : "P", code, country, "", region, "", "", "", people, "", "300", "Asia/Damascus", "2020-01-01");

    private (string File, BuildReport Report) Build(params string[] rows)
    {
        var table = Path.Combine(_folder, "table.txt");
        File.WriteAllLines(table, rows);
        var target = Path.Combine(_folder, "gazetteer.test.bin");
        return (target, GazetteerBuilder.Build(_data, [table], target, "rows written for a test"));
    }

    [Fact]
    public void A_place_is_found_by_each_of_its_Latin_names_and_by_no_other()
    {
        Build(Row(1, "Al Qaryah", "Karyeh,القرية,qaryat al jadida,QRY"), Row(2, "Al Qaryah al Kabirah", people: 50));
        using var gazetteer = Open();
        Assert.Equal(["geonames:1"], gazetteer.Named("al-Qaryah").Select(gazetteer.Id));
        Assert.Equal(["geonames:1"], gazetteer.Named("Karyeh").Select(gazetteer.Id));
        Assert.Equal(["geonames:2"], gazetteer.Named("Al-Qaryah al-Kabirah").Select(gazetteer.Id));
        Assert.Empty(gazetteer.Named("QRY"));
        Assert.Empty(gazetteer.Named("Al Qaryah al"));
        var place = gazetteer.Place(gazetteer.Named("Karyeh")[0]);
        Assert.Equal(("Al Qaryah", 35.5, 38.5, "SY", "Aleppo Governorate", 1000L), (place.Name, place.Latitude, place.Longitude, place.Country, place.Admin1, place.Population));
    }

    [Fact]
    public void Namesakes_come_most_peopled_first()
    {
        Build(Row(1, "Twinsburgh", people: 5), Row(2, "Twinsburgh", people: 500));
        using var gazetteer = Open();
        Assert.Equal(["geonames:2", "geonames:1"], gazetteer.Named("Twinsburgh").Select(gazetteer.Id));
    }

    [Fact]
    public void Building_twice_gives_the_same_bytes()
    {
        var (file, _) = Build(Row(1, "Alpha Town"), Row(2, "Beta", "Gamma,Delta"));
        var first = File.ReadAllBytes(file);
        Build(Row(1, "Alpha Town"), Row(2, "Beta", "Gamma,Delta"));
        Assert.Equal(first, File.ReadAllBytes(file));
    }

    [Fact]
    public void Rows_with_swapped_coordinates_twice_or_cut_short_are_set_aside_and_named()
    {
        var (_, report) = Build(Row(1, "Good"), Row(2, "Swapped", latitude: "138.5", longitude: "35.5"), Row(1, "Twice"), "3\tCut");
        Assert.Equal(1, report.Places);
        Assert.Equal(3, report.SetAsideCount);
        Assert.Contains("table.txt:2", report.SetAside[0], StringComparison.Ordinal);
        Assert.Contains("swapped", report.SetAside[0], StringComparison.Ordinal);
        Assert.Contains("stands twice", report.SetAside[1], StringComparison.Ordinal);
        Assert.Contains("19 cells", report.SetAside[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_another_kind_is_refused() =>
        Assert.Contains("GeoNames table is expected", Assert.Throws<DataException>(() => Build("name,lat,lon", "Aleppo,36,37")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(40, "cut short")]
    [InlineData(-1, "cut short or damaged")]
    public void A_file_cut_short_is_refused(int keep, string why)
    {
        var (file, _) = Build(Row(1, "Alpha"), Row(2, "Beta"));
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(keep > 0 ? keep : bytes.Length + keep)]);
        Assert.Contains(why, Assert.Throws<GazetteerFileException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_one_changed_byte_is_refused()
    {
        var (file, _) = Build(Row(1, "Alpha"), Row(2, "Beta"));
        var bytes = File.ReadAllBytes(file);
        bytes[^3] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("checksum", Assert.Throws<GazetteerFileException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_file_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "gazetteer.test.bin"), new string('x', 500));
        Assert.Contains("not a compiled gazetteer", Assert.Throws<GazetteerFileException>(Open).Message, StringComparison.Ordinal);
    }

    private Knowledge.Gazetteer.Gazetteer Open() => Knowledge.Gazetteer.Gazetteer.Load(_data, _folder);
}
