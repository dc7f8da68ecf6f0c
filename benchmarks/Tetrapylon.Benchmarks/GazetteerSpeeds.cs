using System.Globalization;
using Tetrapylon.App;
using Tetrapylon.Knowledge.Gazetteer;

namespace Tetrapylon.Benchmarks;

/// <summary>How long the gazetteer takes to open, how much memory it holds, and how many names a second are looked up on one thread.</summary>
/// <remarks>Times are of the processor, which other work on the machine does not lengthen. Looked up are the display names of places spread over the whole gazetteer, cut into words beforehand, as the place finder does once a sentence.</remarks>
internal static class GazetteerSpeeds
{
    private const int Names = 200_000, Rounds = 5, Openings = 10;

    public static void Print(TextWriter output)
    {
        var data = new Stages([]).Data;
        // The first opening compiles the code; the median of the following ones, of the same files, is what the opening itself takes.
        var first = Took(() => Gazetteer.Load(data, Stages.ModelsFolder).Dispose()) * 1000;
        var openings = new double[Openings];
        for (var i = 0; i < Openings; i++) openings[i] = Took(() => Gazetteer.Load(data, Stages.ModelsFolder).Dispose()) * 1000;
        Array.Sort(openings);
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        using var gazetteer = Gazetteer.Load(data, Stages.ModelsFolder);
        var held = GC.GetTotalMemory(true) - before;
        var mapped = Directory.GetFiles(Stages.ModelsFolder, "gazetteer.*.bin").Sum(f => new FileInfo(f).Length);
        var words = new List<List<NameWord>>(Names);
        var step = Math.Max(1, gazetteer.Count / Names);
        for (var entry = 0; entry < gazetteer.Count && words.Count < Names; entry += step)
        {
            var name = gazetteer.Name(entry);
            var list = new List<NameWord>();
            NameWords.Read(name, 0, name.Length, gazetteer.Spelling, list);
            words.Add(list);
        }
        var found = new List<NamedPlace>();
        var places = 0L;
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            best = Math.Min(best, Took(() =>
            {
                foreach (var name in words)
                {
                    found.Clear();
                    gazetteer.Longest(name, 0, 8, found);
                    places += found.Count;
                }
            }));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gazetteer       {gazetteer.Count:#,0} places; open {first:#,0} ms in a new process, {openings[Openings / 2]:#,0} ms median of {Openings}; {held / 1048576.0:0.0} MB held, {mapped / 1048576.0:0.0} MB mapped; {words.Count / best:#,0} names/s looked up ({places / Rounds:#,0} places found)"));
    }

    private static double Took(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
