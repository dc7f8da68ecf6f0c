namespace Tetrapylon.Knowledge.Loading;

/// <summary>The folder <c>data/</c>, with any number of the user's own folders laid over it: a file of the same relative path replaces ours, a new one joins.</summary>
public sealed class DataFolder
{
    private readonly string[] _roots;

    /// <param name="roots">Our folder first, overlays after it; a later one wins.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public DataFolder(params string[] roots)
    {
        foreach (var root in roots)
            if (!Directory.Exists(root))
                throw new DirectoryNotFoundException($"The data folder '{root}' does not exist.");
        _roots = roots;
    }

    /// <summary>The folder shipped with the program, and the user's overlays.</summary>
    public static DataFolder Shipped(params string[] overlays) =>
        new([Path.Combine(AppContext.BaseDirectory, "data"), .. overlays]);

    /// <summary>Files below a relative folder with a given ending, by relative path, ordered; overlays applied.</summary>
    public IReadOnlyList<DataFile> Files(string folder, string ending)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var root in _roots)
        {
            var start = Path.Combine(root, folder);
            if (!Directory.Exists(start)) continue;
            foreach (var path in Directory.EnumerateFiles(start, "*" + ending, SearchOption.AllDirectories))
                found[Path.GetRelativePath(root, path).Replace('\\', '/')] = path;
        }
        return [.. found.Select(f => new DataFile(f.Key, f.Value))];
    }

    /// <summary>One file by relative path.</summary>
    /// <exception cref="FileNotFoundException">No root has it.</exception>
    public DataFile File(string relative)
    {
        for (var i = _roots.Length - 1; i >= 0; i--)
        {
            var path = Path.Combine(_roots[i], relative);
            if (System.IO.File.Exists(path))
                return new(relative, path);
        }
        throw new FileNotFoundException($"The data file '{relative}' is missing; looked in {string.Join(", ", _roots)}.");
    }
}

/// <summary>A file of the data folder: the path to say to people, and the path to open.</summary>
public readonly record struct DataFile(string Name, string Path);
