using System.Net;
using Tetrapylon.App.Http.Accounts;
using Tetrapylon.Reading.Fetching;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Http;

/// <summary>What the desk is started with.</summary>
/// <param name="Store">The record.</param>
/// <param name="Urls">Addresses it listens on.</param>
/// <param name="Reviewer">Name under which judgements are kept where nobody signs in.</param>
/// <param name="TrustedProxies">Proxies whose forwarded headers are believed.</param>
/// <param name="Overlays">The user's own data folders.</param>
internal sealed record DeskOptions(string Store, IReadOnlyList<string> Urls, string Reviewer, IReadOnlyList<IPAddress> TrustedProxies, string[] Overlays)
{
    /// <summary>What of the network may be fetched from and sent to.</summary>
    public AddressGuard Reachable { get; init; } = AddressGuard.PublicOnly;

    /// <summary>The organisation by whose accounts people sign in; null where they do not.</summary>
    public Organisation? Organisation { get; init; }

    /// <summary>Settings that outrank the variables of the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Accounts and keys lie beside the record, so that the record itself can be handed on.</summary>
    public string DeskStore => DeskStoreOf(Store);

    public static string DeskStoreOf(string store) => RecordStore.Beside(store) is var beside && ReferenceEquals(beside, store) ? Path.ChangeExtension(store, null) + ".desk.db" : beside + ".desk.db";

    /// <summary>True when only this machine can reach it.</summary>
    public bool LoopbackOnly => Urls.All(IsLoopback);

    public static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
