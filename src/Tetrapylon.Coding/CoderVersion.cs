using System.Security.Cryptography;
using System.Text;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding;

/// <summary>Which coder coded a claim: its rules, what it knows and its weights, by their content. A record that holds claims of several can tell them apart, and code anew what an earlier one coded.</summary>
public static class CoderVersion
{
    /// <summary>Raised by hand when the rules in code change what is coded from the same knowledge and weights.</summary>
    private const string Rules = "3";

    // What decides over claims; how they merge, who publishes, PLOVER's lexicon and formats of others do not.
    private static readonly string[] Knowledge = ["actors", "gazetteer", "languages", "ontology/events"];

    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    /// <param name="model">Name of the language model, where another than the usual one reads reports.</param>
    public static ContentId Of(DataFolder data, string modelsFolder, string? model = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        Add(Rules);
        Add(model ?? "");
        // A text is the same with either line ending.
        foreach (var folder in Knowledge)
            foreach (var file in data.Files(folder, ""))
            {
                Add(file.Name);
                Add(File.ReadAllText(file.Path).ReplaceLineEndings("\n"));
            }
        if (!Directory.Exists(modelsFolder)) return First(hash);
        foreach (var path in Directory.EnumerateFiles(modelsFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            // Cards and notices tell of weights, and change nothing.
            if (path.EndsWith(".md", StringComparison.Ordinal)) continue;
            Add(Path.GetRelativePath(modelsFolder, path).Replace('\\', '/'));
            using var file = File.OpenRead(path);
            var buffer = new byte[1 << 16];
            for (int read; (read = file.Read(buffer)) > 0;) hash.AppendData(buffer, 0, read);
        }
        return First(hash);
    }

    private static ContentId First(IncrementalHash hash) => ContentId.Of(hash.GetHashAndReset());
}
