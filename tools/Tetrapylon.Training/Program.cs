// Trains the weights in models/en from open corpora. Never needed to build or run the program.
// usage: dotnet run -c Release --project tools/Tetrapylon.Training -- WHAT [corpus folder]
using Tetrapylon.Training.Choices;
using Tetrapylon.Training.Coded;
using Tetrapylon.Training.Events;
using Tetrapylon.Training.Language;
using Tetrapylon.Training.Merging;
using Tetrapylon.Training.Networks;
using Tetrapylon.Training.Places;
using Tetrapylon.Training.Reading;
using Tetrapylon.Training.Roles;

var trainings = new SortedDictionary<string, Func<string, int>>(StringComparer.Ordinal)
{
    ["coded-add"] = CodedReports.Add,
    ["days"] = DayTraining.Run,
    ["event-code"] = CodeRun.Run,
    ["event-doubt"] = DoubtRun.Run,
    ["event-words"] = VectorTraining.Run,
    ["events"] = EventTraining.Run,
    ["fields"] = FieldTraining.Run,
    ["language"] = LanguageTraining.Run,
    ["language-accurate"] = AccurateTraining.Run,
    ["language-entities"] = NameTeaching.Run,
    ["language-fast"] = FastTraining.Run,
    ["language-names"] = EntityScores.Run,
    ["language-parse"] = Parsing.Run,
    ["language-vectors"] = VectorWriting.Run,
    ["language-words"] = WordTraining.Run,
    ["merging"] = MergeTraining.Run,
    ["places"] = PlaceTraining.Run,
    ["roles"] = RoleTraining.Run,
};

if (args.Length == 0 || !trainings.TryGetValue(args[0], out var train))
{
    Console.Error.WriteLine($"usage: WHAT [corpus folder], where WHAT is one of: {string.Join(", ", trainings.Keys)}");
    return 2;
}
return train(args.ElementAtOrDefault(1) ?? "../shared");
