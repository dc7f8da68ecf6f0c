namespace Tetrapylon.Training.Language;

/// <summary>Where trained weights of English go: <c>models/en</c> of the checkout the command runs in.</summary>
internal static class ModelFolder
{
    public static string Path { get; } = System.IO.Path.Combine("models", "en");

    public static string File(string name) => System.IO.Path.Combine(Path, name);
}
