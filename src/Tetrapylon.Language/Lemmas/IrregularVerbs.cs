using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Language.Lemmas;

/// <summary>A verb whose past is not made by rule.</summary>
internal readonly record struct IrregularVerb(string Base, string Past, string Participle);

/// <summary>The table of irregular verbs, <c>languages/en/irregular-verbs.tsv</c>.</summary>
internal static class IrregularVerbs
{
    /// <exception cref="DataException">A line has not three cells.</exception>
    public static List<IrregularVerb> Read(DataFolder data)
    {
        var file = data.File("languages/en/irregular-verbs.tsv");
        var (problems, verbs, number) = (new DataProblems(), new List<IrregularVerb>(), 0);
        foreach (var line in File.ReadLines(file.Path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.Split('\t') is [{ Length: > 0 } form, { Length: > 0 } past, { Length: > 0 } participle]) verbs.Add(new(form, past, participle));
            else problems.Add(file.Name, number, "dictionary form, past and participle are expected, with tabs between");
        }
        problems.ThrowIfAny();
        return verbs;
    }
}
