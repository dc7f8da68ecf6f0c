namespace Tetrapylon.Language;

/// <summary>Which model reads a sentence's tags, heads and relations: one that is several times as fast, or one that errs less often.</summary>
public enum LanguageModel : byte { Fast, Accurate }
