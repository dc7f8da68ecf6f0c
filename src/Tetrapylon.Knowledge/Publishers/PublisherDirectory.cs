using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Publishers;

/// <summary>All publishers of <c>data/publishers</c>, found by name, alias or host. Thread-safe.</summary>
public sealed class PublisherDirectory
{
    private readonly FrozenDictionary<string, Publisher> _byName;
    private readonly FrozenDictionary<string, Publisher> _byDomain;

    private PublisherDirectory(ImmutableArray<Publisher> all, Dictionary<string, Publisher> byName, Dictionary<string, Publisher> byDomain) =>
        (All, _byName, _byDomain) = (all, byName.ToFrozenDictionary(StringComparer.Ordinal), byDomain.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));

    public ImmutableArray<Publisher> All { get; }

    /// <exception cref="DataException">A file is not as it should be; all problems are listed.</exception>
    public static PublisherDirectory Load(DataFolder data)
    {
        var problems = new DataProblems();
        var all = ImmutableArray.CreateBuilder<Publisher>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var byName = new Dictionary<string, Publisher>(StringComparer.Ordinal);
        var byDomain = new Dictionary<string, Publisher>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in data.Files("publishers", ".yaml"))
        {
            if (YamlFile.Map(file, problems) is not { } map) continue;
            map.Text("origin");
            map.Text("licence");
            foreach (var entry in map.Maps("publishers"))
            {
                var publisher = new Publisher(entry.Text("id"), entry.Text("name"), entry.Name<SourceKind>("kind"), entry.Name<PublisherScale>("scale"),
                    entry.OptionalText("country"), [.. entry.Texts("domains")], [.. entry.Texts("aliases")]);
                entry.Done();
                if (!ids.Add(publisher.Id)) entry.Problem("id", $"the id '{publisher.Id}' is used twice");
                if (publisher.Country is { } country && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)))
                    entry.Problem("country", $"'{country}' is not a two-letter country code");
                foreach (var name in publisher.Aliases.Prepend(publisher.Name))
                    if (!byName.TryAdd(Key(name), publisher) && byName[Key(name)] != publisher)
                        entry.Problem($"the name '{name}' belongs to '{byName[Key(name)].Id}' too");
                foreach (var domain in publisher.Domains)
                    if (!byDomain.TryAdd(domain, publisher))
                        entry.Problem("domains", $"the domain '{domain}' belongs to '{byDomain[domain].Id}' too");
                all.Add(publisher);
            }
            map.Done();
        }
        problems.ThrowIfAny();
        return new(all.ToImmutable(), byName, byDomain);
    }

    /// <summary>The publisher a name stands for; "AFP via Le Monde" is AFP.</summary>
    public Publisher? Find(string name)
    {
        if (_byName.TryGetValue(Key(name), out var found)) return found;
        var via = name.IndexOf(" via ", StringComparison.OrdinalIgnoreCase);
        return via > 0 && _byName.TryGetValue(Key(name[..via]), out found) ? found : null;
    }

    /// <summary>The publisher of a page's host: the host itself or the nearest domain above it.</summary>
    public Publisher? OfHost(string host)
    {
        for (var rest = host; rest.Contains('.', StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
            if (_byDomain.TryGetValue(rest, out var found)) return found;
        return null;
    }

    // "The Guardian", "the guardian" and "Guardian" are one key, as are "Yahoo! News" and "Yahoo News".
    private static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
            else if (char.IsWhiteSpace(c) || c == '-')
            {
                if (key.Length == 3 && key.Equals("the")) key.Clear();
            }
        return key.ToString();
    }
}
