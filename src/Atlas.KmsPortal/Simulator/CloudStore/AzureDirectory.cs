using System.Security.Cryptography;
using System.Text;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Ids of the simulated Microsoft Entra directory.</summary>
internal static class AzureDirectory
{
    /// <summary>Where nobody has named a tenant yet.</summary>
    public const string HomeTenant = "ee46317d-36a3-4472-a3dd-6549e901da0b";

    /// <summary>The tenant that Atlas's application belongs to: not the customer's.</summary>
    public const string AtlasTenant = "c96563a8-841b-4ef9-af16-33548de0c958";

    /// <summary>The object id of an application's service principal: always the same, so that a script may keep it.</summary>
    public static string PrincipalId(string appId) => DerivedGuid($"servicePrincipal/{appId.ToLowerInvariant()}");

    /// <summary>A GUID for something that has none of its own.</summary>
    public static string DerivedGuid(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16).ToArray();
        // Version 8 of RFC 9562: made in a way of our own.
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
