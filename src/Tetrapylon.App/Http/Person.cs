using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Tetrapylon.App.Http;

/// <summary>What somebody may do; each role may do what those before it may.</summary>
public enum Role : byte { None, Viewer, Coder, Reviewer, Admin }

/// <summary>Who asks.</summary>
/// <param name="ByKey">True for a program with an API key: no browser carries its proof for it.</param>
public sealed record Person(string Name, Role Role, bool ByKey = false)
{
    public static Person Nobody { get; } = new("", Role.None);

    public bool May(Role role) => Role >= role;

    /// <exception cref="ProblemException">This one may not.</exception>
    internal void Must(Role role)
    {
        if (!May(role)) throw new ProblemException(Role == Role.None ? 401 : 403, "not-allowed", Role == Role.None ? "Sign in first." : $"This needs the role {role.ToString().ToLowerInvariant()}.");
    }

    /// <summary>Whoever signed in; on a desk without accounts, which only this machine reaches, the one person at it.</summary>
    internal static Person Of(HttpContext context, Desk desk)
    {
        if (context.User.Identity is { IsAuthenticated: true, Name: { } name } && Enum.TryParse<Role>(context.User.FindFirstValue(ClaimTypes.Role), out var role)) return new(name, role, context.User.FindFirstValue(ClaimTypes.AuthenticationMethod) == Routes.AccountRoutes.ByKey);
        return desk.Options.LoopbackOnly && !desk.HasAccounts ? new(desk.Options.Reviewer, Role.Admin) : Nobody;
    }
}
