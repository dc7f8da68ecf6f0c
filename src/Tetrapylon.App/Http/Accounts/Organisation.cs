using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.App.Http.Accounts;

/// <summary>How people sign in by their organisation's own accounts (OpenID Connect), and what each of its groups may do.</summary>
/// <param name="Authority">Whose word counts; its settings are read at <c>/.well-known/openid-configuration</c> below it.</param>
/// <param name="GroupsClaim">Claim of the id token that names the groups somebody is in.</param>
/// <param name="NameClaim">Claim under whose value judgements are kept.</param>
/// <param name="Otherwise">What those may do who are in none of the groups.</param>
internal sealed record Organisation(Uri Authority, string ClientId, string? ClientSecret, string GroupsClaim, string NameClaim, IReadOnlyList<string> Scopes, FrozenDictionary<string, Role> Roles, Role Otherwise)
{
    /// <summary>Reads a file of settings; strict, as all of ours.</summary>
    /// <exception cref="DataException">Something in it is wrong; every problem is listed.</exception>
    public static Organisation Read(string path)
    {
        var problems = new DataProblems();
        Organisation? read = null;
        if (YamlFile.Map(new DataFile(path, path), problems) is { } map)
        {
            var authority = map.Text("authority");
            if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) map.Problem("authority", $"'{authority}' is no https address");
            var (id, file) = (map.Text("client_id"), map.OptionalText("client_secret_file"));
            if (file is not null && !File.Exists(file)) map.Problem("client_secret_file", $"there is no file '{file}'");
            var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
            foreach (var group in map.Maps("roles"))
            {
                if (!roles.TryAdd(group.Text("group"), group.Name<Role>("role"))) group.Problem("group", "is named twice");
                group.Done();
            }
            var (groups, name, otherwise) = (map.OptionalText("groups_claim") ?? "groups", map.OptionalText("name_claim") ?? "preferred_username", map.OptionalName<Role>("otherwise") ?? Role.None);
            IReadOnlyList<string> scopes = map.Keys().Contains("scopes") ? map.Texts("scopes") : ["openid", "profile"];
            map.Done();
            if (address is not null) read = new(address, id, file is not null && File.Exists(file) ? File.ReadAllText(file).Trim() : null, groups, name, scopes, roles.ToFrozenDictionary(StringComparer.Ordinal), otherwise);
        }
        problems.ThrowIfAny();
        return read!;
    }

    /// <summary>The most that one of somebody's groups allows.</summary>
    public Role RoleOf(IEnumerable<string> groups) => groups.Select(g => Roles.GetValueOrDefault(g)).Append(Otherwise).Max();
}
