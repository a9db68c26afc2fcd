using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Who may connect to the clusters of a project: an address or a block of addresses.</summary>
/// <param name="DeleteAfterDate">When the entry goes by itself; null for one that stays.</param>
public sealed record NetworkEntryBody(
    string? CidrBlock = null,
    string? IpAddress = null,
    string? AwsSecurityGroup = null,
    [property: LooksLike(FieldText.Note80, FieldText.Note80InWords)] string? Comment = null,
    DateTimeOffset? DeleteAfterDate = null,
    [property: ReadOnlyField] string? GroupId = null,
    [property: ReadOnlyField] IReadOnlyList<LinkBody>? Links = null
)
{
    /// <summary>The entry as Atlas keeps it: every one has a block, and one address also stands as such.</summary>
    /// <param name="index">Where it stands in the body.</param>
    public NetworkEntryBody Normal(int index)
    {
        var at = $"[{index.ToString(CultureInfo.InvariantCulture)}]";
        if (AwsSecurityGroup is not null)
        {
            throw new AtlasApiException(AtlasErrors.NotSimulated($"{at}.awsSecurityGroup", "Network peering"));
        }

        var (field, address) = CidrBlock is null ? ("ipAddress", IpAddress) : ("cidrBlock", CidrBlock);
        if (address is null)
        {
            throw new AtlasApiException(AtlasErrors.InvalidField($"{at}.ipAddress", "An entry needs an ipAddress or a cidrBlock."));
        }

        var block = BlockOf(address) ?? throw new AtlasApiException(AtlasErrors.InvalidAddress($"{at}.{field}", address));
        if (IpAddress is not null && BlockOf(IpAddress) != block)
        {
            throw new AtlasApiException(AtlasErrors.InvalidField($"{at}.ipAddress", "ipAddress and cidrBlock name different addresses."));
        }

        return this with
        {
            CidrBlock = block.ToString(),
            IpAddress = block.PrefixLength == 32 ? block.BaseAddress.ToString() : null,
            Comment = Comment ?? "",
            GroupId = null,
            Links = null,
        };
    }

    /// <summary>The block that an address or a block is about; null when it is neither. IPv4, as Atlas has it.</summary>
    public static IPNetwork? BlockOf(string text)
    {
        var parts = text.Split('/');
        var prefix = 32;
        if (
            parts.Length > 2
            || parts[0].Count(character => character == '.') != 3
            || !IPAddress.TryParse(parts[0], out var address)
            || address.AddressFamily is not AddressFamily.InterNetwork
            || address.ToString() != parts[0]
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
            || prefix > 32
        )
        {
            return null;
        }

        var bits = (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(address.GetAddressBytes()));
        var kept = prefix == 0 ? 0 : bits & (uint.MaxValue << (32 - prefix));
        return new IPNetwork(new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)kept))), prefix);
    }
}

public sealed record NetworkEntryStatusBody([property: System.Text.Json.Serialization.JsonPropertyName("STATUS")] string Status);
