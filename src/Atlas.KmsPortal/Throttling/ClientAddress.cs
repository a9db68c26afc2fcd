using System.Net;
using System.Net.Sockets;

namespace Atlas.KmsPortal.Throttling;

/// <summary>Where a request comes from. A trusted proxy's forwarded headers have been taken over by then.</summary>
public static class ClientAddress
{
    private const int BytesOfNetwork = 8;

    /// <summary>As it is shown and compared: an IPv4 address in IPv6's clothes is taken out of them.</summary>
    public static IPAddress? Of(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) : null;

    public static string TextOf(HttpContext context) => Of(context)?.ToString() ?? "(unknown)";

    /// <summary>Whom guesses are counted for: with IPv6 the network of 64 bits, since whoever has one has them all.</summary>
    public static string NetworkOf(HttpContext context)
    {
        if (Of(context) is not { AddressFamily: AddressFamily.InterNetworkV6 } address)
        {
            return TextOf(context);
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, BytesOfNetwork, bytes.Length - BytesOfNetwork);
        return new IPAddress(bytes) + "/64";
    }
}
