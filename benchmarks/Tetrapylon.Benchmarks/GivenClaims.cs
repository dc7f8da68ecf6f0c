using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime.Text;
using Tetrapylon.App;
using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Benchmarks;

/// <summary>Makes a record of claims that a person coded (<c>benchmarks/merging/claims.tsv</c>), so that merging can be measured by itself. What a name denotes is left to the program; the rest of each claim is given.</summary>
internal sealed class GivenClaims(string claims, string reports)
{
    private readonly Stages _stages = new Stages([]).Loaded();

    public void Write(string store, TextWriter into)
    {
        var given = File.ReadLines(claims).Skip(1).Select(l => l.Split('\t')).ToLookup(l => l[0], StringComparer.Ordinal);
        var coded = new List<CodedReport>();
        var others = 0;
        using var gazetteer = Gazetteer.Load(_stages.Data, Stages.ModelsFolder);
        foreach (var arrival in Sources.Open([reports]))
            foreach (var result in _stages.Reader.ReadArrival(arrival))
            {
                if (result.Report is not { } report || !given.Contains(report.Id)) continue;
                var lines = given[report.Id].ToList();
                var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(report.Text)))[..16];
                if (lines.Exists(l => l[1] != digest)) others++;
                else coded.Add(new(report, Claims(report, lines, gazetteer)));
            }
        using var record = RecordStore.Open(store, Rules.Load(_stages.Data));
        record.Ingest(coded);
        record.Derive();
        into.WriteLine($"{coded.Count} reports, {record.Counts().Claims} claims, {record.Counts().Events} events; {others} reports left out: other texts; {given.Count - coded.Count - others} not found");
    }

    private ImmutableArray<Claim> Claims(Report report, List<string[]> lines, Gazetteer gazetteer)
    {
        var named = _stages.Mentions(report);
        var at = Offsets(report.Text);
        Span Between(string start, string end) => new(at[int.Parse(start, CultureInfo.InvariantCulture)], at[int.Parse(end, CultureInfo.InvariantCulture)]);
        return [.. lines.Select(Claim)];

        Claim Claim(string[] line)
        {
            var evidence = Between(line[2], line[3]);
            return new()
            {
                Id = ContentId.Of("given", report.Id, line[2], line[4], line[8], line[10]),
                ReportId = report.Id,
                ReportContent = report.ContentId,
                PublishedOn = report.PublishedOn,
                Publisher = report.Publisher,
                SubType = line[4],
                Type = _stages.Coder.Ontology[line[4]].Type,
                Status = WireName.TryParse<ClaimStatus>(line[5], out var status) ? status : throw new InvalidDataException(string.Join(' ', line)),
                Actors = Parties(line[6]),
                Recipients = Parties(line[7]),
                Place = Place(line[8], line[9].Length > 0 ? line[9] : null),
                Date = line[10].Length == 0 ? null : Date(line[10], line[11], line[12], line[13]),
                Fatalities = line[14].Length == 0 ? null : Losses(int.Parse(line[14], CultureInfo.InvariantCulture), int.Parse(line[15], CultureInfo.InvariantCulture), evidence),
                Evidence = [evidence],
                Quote = report.Text[evidence.Start..evidence.End],
                Confidence = 1,
            };
        }

        ImmutableArray<Participant> Parties(string spans) => [.. spans.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('-')).Select(s => Between(s[0], s[1])).Select(span =>
        {
            var known = Nearest(named.Actors, m => m.Span, span);
            return new Participant(report.Text[span.Start..span.End], known?.Kind ?? ActorKind.Unidentified, known?.ActorId, span);
        })];

        PlaceReference? Place(string told, string? country)
        {
            if (told.Length == 0) return country is null ? null : new(null, country, "given");
            var ends = told.Split('-');
            var span = Between(ends[0], ends[1]);
            var mention = Nearest(named.Places, m => m.Span, span);
            // A part of the name given names another place: Balad is not Balad Ruz.
            if (mention is { Place: { } place } && mention.Span.Start <= span.Start && mention.Span.End >= span.End && (country is null || place.Country == country)) return new(mention with { Contextual = false }, country, "given");
            var name = report.Text[span.Start..span.End];
            var found = gazetteer.Named(name).Where(e => gazetteer.Country(e) == country).OrderByDescending(gazetteer.Population).Select(gazetteer.Place).FirstOrDefault()
                ?? new Place(NameWords.PlaceId(name, country), name, PlaceKind.Other, null, null, country);
            var precision = found.Kind switch { PlaceKind.Region or PlaceKind.Country => GeoPrecision.Region, PlaceKind.District => GeoPrecision.Near, _ => GeoPrecision.Exact };
            return new(new(span, 0, 0, name, found, country, false, 1, precision, "given"), country, "given");
        }
    }

    private static T? Nearest<T>(ImmutableArray<T> mentions, Func<T, Span> of, Span span) where T : class =>
        mentions.Where(m => of(m).Overlaps(span)).MaxBy(m => Math.Min(of(m).End, span.End) - Math.Max(of(m).Start, span.Start));

    private static DateReference Date(string first, string last, string precision, string basis)
    {
        var days = new DayRange(LocalDatePattern.Iso.Parse(first).Value, LocalDatePattern.Iso.Parse(last).Value, WireName.TryParse<DatePrecision>(precision, out var told) ? told : throw new InvalidDataException(precision));
        return new(days, basis == "report_day" ? DateBasis.ReportDay : DateBasis.Stated, null);
    }

    private static Losses Losses(int low, int high, Span span) => new(low, (low + high) / 2, high, span);

    // From code points, as files have them, to code units.
    private static List<int> Offsets(string text)
    {
        var offsets = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
            if (!char.IsLowSurrogate(text[i])) offsets.Add(i);
        offsets.Add(text.Length);
        return offsets;
    }
}
