using System.IO.Compression;
using System.Text;
using Tetrapylon.Knowledge.Gazetteer.Import;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Knowledge.Tests.Gazetteer.Import;

/// <summary>Tables of others, brought into a folder of one's own beside the gazetteer as shipped.</summary>
public sealed class GazetteerImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private string Table(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Knowledge.Gazetteer.Gazetteer Open(string? except = null) =>
        Knowledge.Gazetteer.Gazetteer.Load(DataFolder.Shipped(Directory.CreateDirectory(Path.Combine(_folder, "mine")).FullName), Path.Combine(AppContext.BaseDirectory, "models"), except);

    private ImportReport ImportAs(string name, ImportOptions options, params string[] files)
    {
        var target = Path.Combine(_folder, "mine", "gazetteer", $"import.{name}.bin");
        using var known = Open(target);
        return GazetteerImport.Run(known, files, options, target);
    }

    private ImportReport Import(params string[] files) => ImportAs("test", new(), files);

    private Place One(string name)
    {
        using var gazetteer = Open();
        return Assert.Single(gazetteer.Named(name).Select(gazetteer.Place));
    }

    private static string GeoName(int id, string name, string others, double latitude, double longitude, string code = "PPL", string country = "SY") =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}\t{name}\t{name}\t{others}\t{latitude}\t{longitude}\tP\t{code}\t{country}\t\t04\t\t\t\t700\t\t\t\t\n");

    [Fact]
    public void A_dump_of_GeoNames_joins_the_places_we_have_by_id_and_adds_the_others()
    {
        var report = Import(Table("SY.txt", GeoName(163808, "Tadmur", "Tadmurabad", 34.56, 38.28) + GeoName(9900001, "Qaryat Zarqun", "Zarqunabad", 35.9, 39.3)));
        Assert.Equal((1, 1, 0), (report.New, report.Joined, report.SetAsideCount));
        Assert.Equal("geonames:163808", One("Tadmurabad").Id);
        var added = One("Zarqunabad");
        Assert.Equal(("geonames:9900001", "Qaryat Zarqun", "SY", "Raqqa Governorate", 35.9), (added.Id, added.Name, added.Country, added.Admin1, added.Latitude));
        using var gazetteer = Open();
        Assert.Single(gazetteer.Named("Tadmur").Select(gazetteer.Place), p => p.Country == "SY" && p.Kind == PlaceKind.Settlement);
    }

    [Fact]
    public void Alternate_names_belong_to_places_by_id_whatever_the_order_of_the_files()
    {
        var names = Table("alternateNamesV2.txt", "1\t9900001\ten\tZarqun Town\t1\t\t\t\n2\t9900001\tfr\tZarqounville\t\t\t\t\n3\t9900001\tlink\tHttps://example.org\t\t\t\t\n4\t163808\ten\tTadmurpolis\t\t\t\t\n");
        Import(names, Table("SY.txt", GeoName(9900001, "Qaryat Zarqun", "", 35.9, 39.3)));
        Assert.Equal("Zarqun Town", One("Qaryat Zarqun").Name);
        Assert.Equal("geonames:9900001", One("Zarqounville").Id);
        Assert.Equal("geonames:163808", One("Tadmurpolis").Id);
    }

    [Fact]
    public void Administrative_units_have_their_codes_their_region_and_their_country()
    {
        Import(Table("units.csv", "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_PCODE,center_lat,center_lon\n#adm2+name,#adm2+name,#adm2+code,#adm1+name,#adm1+code,#country+code,#geo+lat,#geo+lon\n\"Zarqun, West\",زرقون,SY9902,Homs,SY04,SYR,34.3,38.4\n"));
        var unit = One("Zarqun West");
        Assert.Equal(("pcode:SY9902", PlaceKind.District, "SY", "Homs Governorate"), (unit.Id, unit.Kind, unit.Country, unit.Admin1));
    }

    [Fact]
    public void Pleiades_is_read_as_JSON_and_as_a_table()
    {
        Import(Table("pleiades.json", """{"@context":{"features":[1]},"@graph":[{"id":"990001","title":"Zarquna/Colonia Zarqunia","placeTypes":["fort"],"reprPoint":[38.1,34.9],"names":[{"romanized":"Zarqunopolis"}]}]}"""),
            Table("pleiades-places.csv", "featureTypes,id,path,reprLat,reprLong,title\n\"river,\",x,/places/990002,34.8,38.2,Zarqunes Potamos\n"));
        Assert.Equal(("pleiades:990001", PlaceKind.Site), (One("Zarqunopolis").Id, One("Colonia Zarqunia").Kind));
        Assert.Equal(("pleiades:990002", PlaceKind.Water), (One("Zarqunes Potamos").Id, One("Zarqunes Potamos").Kind));
    }

    [Fact]
    public void An_extract_of_OpenStreetMap_gives_places_and_leaves_streets()
    {
        const string feature = """{"type":"Feature","id":"w79","properties":{"aeroway":"aerodrome","name:en":"Zarqun Airfield"},"geometry":{"type":"Polygon","coordinates":[[[39.3,35.9],[39.4,35.9],[39.4,36.0],[39.3,35.9]]]}}""";
        var report = Import(Table("a.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"@id":"node/77","place":"village","name":"زرقون","name:en":"Zarqun"},"geometry":{"type":"Point","coordinates":[39.3,35.9]}},{"type":"Feature","properties":{"@id":"way/78","highway":"primary","name":"Zarqun Road"},"geometry":{"type":"LineString","coordinates":[[39.3,35.9],[39.4,35.9]]}}]}"""),
            Table("b.geojsonl", feature));
        Assert.Equal((2, 0), (report.New, report.SetAsideCount));
        Assert.Equal("osm:node/77", One("Zarqun").Id);
        var airfield = One("Zarqun Airfield");
        Assert.Equal(("osm:way/79", PlaceKind.Facility, 35.95, 39.35), (airfield.Id, airfield.Kind, airfield.Latitude!.Value, airfield.Longitude!.Value));
    }

    [Fact]
    public void Any_table_is_read_by_a_mapping_of_its_columns()
    {
        ImportAs("survey", new(new("name=Village,lat=Y,lon=X,country=Pays,names=Other,id=No", "survey", PlaceKind.Settlement)), Table("v.csv", "No;Village;Y;X;Pays;Other\r\n7;Tell Zarqun;35.71;39.05;Syria;Zarqunlu|Zarqunköy\r\n"));
        Assert.Equal(("survey:7", "SY"), (One("Zarqunköy").Id, One("Tall Zarqun").Country));
    }

    [Theory]
    [InlineData("name=A,lat=B", "'lon' is missing")]
    [InlineData("name=A,lat=B,lon=C,lon=D", "stands twice")]
    [InlineData("name=A,lat=B,lon=C,height=D", "no field 'height'")]
    [InlineData("name=A,lat=B,lon=C", "--kind")]
    public void A_mapping_that_cannot_be_is_refused(string columns, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => new ColumnMapping(columns, "x", null)).Message, StringComparison.Ordinal);

    [Fact]
    public void One_place_of_two_sources_is_one_place_with_both_ids()
    {
        var report = Import(Table("SY.txt", GeoName(9900001, "Az Zarqun", "", 35.9, 39.3)),
            Table("a.geojson", """{"features":[{"properties":{"@id":"node/77","place":"village","name:en":"Al-Zarqoun","alt_name":"Kafr Zarqun"},"geometry":{"type":"Point","coordinates":[39.31,35.91]}}]}"""));
        Assert.Equal(1, report.New);
        var place = One("Kafr Zarqun");
        Assert.Equal("geonames:9900001", place.Id);
        Assert.Equal(["osm:node/77"], place.Sources);
        using var gazetteer = Open();
        Assert.Equal(gazetteer.ById("geonames:9900001"), gazetteer.ById("osm:node/77"));
    }

    [Fact]
    public void A_second_import_joins_the_first_and_the_same_import_again_changes_nothing()
    {
        var first = Table("SY.txt", GeoName(9900001, "Az Zarqun", "", 35.9, 39.3));
        var second = Table("v.csv", "n,y,x\nZarqun,35.92,39.29\n");
        var options = new ImportOptions(new("name=n,lat=y,lon=x", "own", PlaceKind.Settlement), "SY");
        ImportAs("one", new(), first);
        ImportAs("two", options, second);
        var again = ImportAs("two", options, second);
        Assert.Equal((0, 1), (again.New, again.Joined));
        Assert.Equal("geonames:9900001", One("Zarqun").Id);
    }

    [Fact]
    public void Namesakes_of_one_source_and_namesakes_far_apart_stay_two()
    {
        Import(Table("SY.txt", GeoName(9900001, "Zarqun", "", 35.90, 39.30) + GeoName(9900002, "Zarqun", "", 35.91, 39.31)),
            Table("v.geojson", """{"features":[{"properties":{"@id":"node/9","place":"village","name":"Zarqun"},"geometry":{"type":"Point","coordinates":[37.1,36.5]}}]}"""));
        using var gazetteer = Open();
        Assert.Equal(["geonames:9900001", "geonames:9900002", "osm:node/9"], gazetteer.Named("Zarqun").Select(gazetteer.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Zarqun;95.5;39.3;Syria", "no point on earth")]
    [InlineData("Zarqun;39.0;35.9;Syria", "look swapped")]
    [InlineData("Zarqun;0;0;Syria", "not known")]
    [InlineData("Zarqun;-33;151;Syria", "from the nearest settlement")]
    [InlineData("Zarqun;35.9;39.3;Atlantis", "no country")]
    [InlineData(";35.9;39.3;Syria", "no name")]
    [InlineData("زرقون;35.9;39.3;Syria", "no name in Latin letters")]
    [InlineData("Zarqun;;;Syria", "no point")]
    [InlineData("Zarqun;north;east;Syria", "no coordinates")]
    [InlineData("Zarqun;35.9", "cut short")]
    [InlineData("\"Zarqun;35.9;39.3;Syria", "cut short")]
    public void A_wrong_row_is_set_aside_with_file_line_and_reason(string row, string why)
    {
        var report = ImportAs("bad", new(new("name=n,lat=y,lon=x,country=c", "own", PlaceKind.Settlement)), Table("bad.csv", "n;y;x;c\nGood Zarqun;35.9;39.3;Syria\n" + row));
        Assert.Equal((1, 1), (report.New, report.SetAsideCount));
        Assert.StartsWith("bad.csv:3: ", report.SetAside[0], StringComparison.Ordinal);
        Assert.Contains(why, report.SetAside[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_file_cut_short_the_rows_before_the_cut_are_kept()
    {
        var json = Import(Table("cut.geojson", """{"features":[{"properties":{"@id":"node/77","place":"village","name":"Zarqun"},"geometry":{"type":"Point","coordinates":[39.3,35.9]}},{"properties":{"@id":"no"""));
        Assert.Equal(1, json.New);
        Assert.Contains("cut short", Assert.Single(json.SetAside), StringComparison.Ordinal);
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => GeoName(9900001 + i, $"Zarqun {i * 7919}", "", 35 + i % 97 / 100.0, 39 + i % 89 / 100.0))));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(text);
        var path = Path.Combine(_folder, "SY.txt.gz");
        File.WriteAllBytes(path, packed.ToArray()[..(int)(packed.Length / 2)]);
        var rows = Import(path);
        Assert.InRange(rows.New, 500, 2500);
        Assert.Contains("cut short", rows.SetAside[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_unpacks()
    {
        var path = Path.Combine(_folder, "SY.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("SY.txt").Open())
            for (var i = 0; i < 80; i++) entry.Write(new byte[1 << 20]);
        var report = Import(path, Table("v.geojson", """{"features":[]}"""));
        Assert.Equal(0, report.Bytes);
        Assert.Contains(report.SetAside, s => s.StartsWith("SY.zip/SY.txt:", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(_folder, "mine", "gazetteer", "import.test.bin")));
    }

    [Fact]
    public void An_unlisted_place_is_the_only_one_of_its_name_country_region_and_kind()
    {
        Import(Table("SY.txt", GeoName(9900001, "Az Zarqun", "", 35.9, 39.3) + GeoName(9900002, "Kafr Zarqun", "", 35.8, 39.2) + GeoName(9900003, "Kafr Zarqun", "", 35.6, 39.1)));
        using var gazetteer = Open();
        Place Told(string name, string? country = "SY", string? region = null, PlaceKind kind = PlaceKind.Other) => new("named:x", name, kind, null, null, country, region);
        Assert.Equal("geonames:9900001", gazetteer.Listed(Told("Zarqoun"))?.Id);
        Assert.Equal("geonames:9900001", gazetteer.Listed(Told("Zarqun", region: "Raqqa", kind: PlaceKind.Settlement))?.Id);
        Assert.Null(gazetteer.Listed(Told("Zarqun", region: "Homs")));
        Assert.Null(gazetteer.Listed(Told("Zarqun", country: "IQ")));
        Assert.Null(gazetteer.Listed(Told("Zarqun", country: null)));
        Assert.Null(gazetteer.Listed(Told("Zarqun", kind: PlaceKind.Facility)));
        Assert.Null(gazetteer.Listed(Told("Kafr Zarqun")));
    }

    [Fact]
    public void A_table_of_no_known_kind_says_how_to_map_its_columns() =>
        Assert.Contains("--columns", Assert.Single(Import(Table("x.csv", "a,b\n1,2\n")).SetAside), StringComparison.Ordinal);
}
