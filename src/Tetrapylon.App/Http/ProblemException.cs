namespace Tetrapylon.App.Http;

/// <summary>A request that cannot be answered as asked (RFC 9457).</summary>
/// <param name="status">HTTP status.</param>
/// <param name="type">Stable, kebab-case: <c>bad-parameter</c>, <c>not-found</c>, <c>claim-changed</c>, <c>not-allowed</c>, <c>too-large</c>, <c>url-refused</c>, <c>store-busy</c>.</param>
/// <param name="detail">What is wrong and what to do, for a person.</param>
internal sealed class ProblemException(int status, string type, string detail) : Exception(detail)
{
    public int Status { get; } = status;
    public string Type { get; } = type;

    public static ProblemException NotFound(string what) => new(404, "not-found", $"The record has no {what}.");
}
