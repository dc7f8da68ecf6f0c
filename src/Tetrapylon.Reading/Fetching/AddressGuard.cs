using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Tetrapylon.Reading.Fetching;

/// <summary>Says which network addresses may be connected to: those of the public internet and no others, whatever name led to them.</summary>
public sealed class AddressGuard
{
    /// <summary>The public internet alone.</summary>
    public static AddressGuard PublicOnly { get; } = new(alsoLoopback: false);

    /// <summary>For tests against a server on this machine.</summary>
    internal static AddressGuard AlsoLoopback { get; } = new(alsoLoopback: true);

    // IANA special-purpose registries (RFC 6890 and after): first address and length of prefix.
    private static readonly (uint Prefix, int Length)[] Special4 =
    [
        (0x00000000, 8), (0x0A000000, 8), (0x64400000, 10), (0x7F000000, 8), (0xA9FE0000, 16), (0xAC100000, 12), (0xC0000000, 24), (0xC0000200, 24), (0xC0586300, 24),
        (0xC0A80000, 16), (0xC6120000, 15), (0xC6336400, 24), (0xCB007100, 24), (0xE0000000, 4), (0xF0000000, 4),
    ];

    private readonly bool _alsoLoopback;

    private AddressGuard(bool alsoLoopback) => _alsoLoopback = alsoLoopback;

    /// <summary>Whether a connection to the address is allowed.</summary>
    public bool Allows(IPAddress address) => IsPublic(address) || _alsoLoopback && IPAddress.IsLoopback(address);

    /// <summary>Connects to a host, for whoever fetches from it or sends to it: to those of its addresses that are allowed, once its name is resolved.</summary>
    /// <exception cref="RefusedAddressException">It has none.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns the socket.")]
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken stop)
    {
        var addresses = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, stop).ConfigureAwait(false);
        Exception? failure = null;
        foreach (var address in addresses)
        {
            if (!Allows(address)) continue;
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, to.Port), stop).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                failure = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw failure ?? new RefusedAddressException($"'{to.Host}' is no address of the public internet; it is not connected to");
    }

    private static bool IsPublic(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var size)) return false;
        if (address.AddressFamily == AddressFamily.InterNetwork) return size == 4 && IsPublic(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || size != 16) return false;
        var high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        // An IPv4 address in another dress: mapped (::ffff:0:0/96) or translated (64:ff9b::/96).
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        if (high == 0 && low >> 32 == 0xFFFF || high == 0x0064_FF9B_0000_0000 && low >> 32 == 0) return IsPublic((uint)low);
        // All of the public internet is 2000::/3; tunnels (2001::/23 with Teredo, 2002::/16) and addresses for documents are cut out of it.
        if (high >> 61 != 1) return false;
        return high >> 41 != 0x2001_0000_0000_0000 >> 41 && high >> 32 != 0x2001_0DB8 && high >> 48 != 0x2002 && high >> 44 != 0x3FFF_0000_0000_0000 >> 44;
    }

    private static bool IsPublic(uint address)
    {
        foreach (var (prefix, length) in Special4)
            if (address >> (32 - length) == prefix >> (32 - length)) return false;
        return true;
    }
}

/// <summary>A host has no address that may be connected to.</summary>
public sealed class RefusedAddressException(string message) : IOException(message);
