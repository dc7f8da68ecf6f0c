// How fast each stage of the path is, on one thread, over reports of your own.
// usage: dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- FILE [LIMIT]
//        dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- views RECORD
//        dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- crowd
//        dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- gazetteer
//        dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- language FILE
//        dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- desk RECORD [PER-SECOND [SECONDS]]
//        dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- mentions FILE
//        dotnet run -c Release --project benchmarks/Tetrapylon.Benchmarks -- given CLAIMS REPORTS RECORD
using System.Globalization;
using Tetrapylon.Benchmarks;

if (args is ["views", var record])
{
    new ViewSpeeds(record).Print(Console.Out);
    return 0;
}
if (args is ["crowd"])
{
    CrowdSpeeds.Print(Console.Out);
    return 0;
}
if (args is ["desk", var served, ..] && File.Exists(served))
{
    int Number(int at, int usual) => args.Length > at ? int.Parse(args[at], NumberStyles.None, CultureInfo.InvariantCulture) : usual;
    return await new DeskLoad(served, Number(2, 500), Number(3, 60)).PrintAsync(Console.Out) ? 0 : 1;
}
if (args is ["gazetteer"])
{
    GazetteerSpeeds.Print(Console.Out);
    return 0;
}
if (args is ["language", var reports] && File.Exists(reports))
{
    new LanguageSpeeds(reports).Print(Console.Out);
    return 0;
}
if (args is ["mentions", var texts] && File.Exists(texts))
{
    new MentionSpeeds(texts).Print(Console.Out);
    return 0;
}
if (args is ["given", var given, var told, var into] && File.Exists(given) && File.Exists(told))
{
    new GivenClaims(given, told).Write(into, Console.Out);
    return 0;
}
if (args.Length is 0 or > 2 || !File.Exists(args[0]) || (args.Length == 2 && !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
{
    Console.Error.WriteLine("usage: FILE [LIMIT]   FILE holds reports (.jsonl, .jsonl.gz, …); LIMIT is how many of them to use (20000)\n       views RECORD   how long questions to a record take\n       crowd          how long thousands of reports of one town and day take to derive\n       gazetteer      how fast names are looked up\n       language FILE  how fast each step of reading language is, with either model\n       desk RECORD [PER-SECOND [SECONDS]]  how long a desk over the record takes to answer 500 mixed questions a second for 60 s; fails above 100 ms at p95\n       mentions FILE  how long the times and places of a megabyte take\n       given CLAIMS REPORTS RECORD  makes a record of claims coded by a person (benchmarks/merging)");
    return 2;
}
new StageSpeeds(args[0], args.Length == 2 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000).Print(Console.Out);
return 0;
