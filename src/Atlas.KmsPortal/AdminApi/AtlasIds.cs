using System.Security.Cryptography;
using System.Text;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Atlas's ids: 24 hexadecimal digits in lower case.</summary>
public static class AtlasIds
{
    private const int Length = 24;

    /// <summary>An id that stays the same for the same thing, for what Atlas numbers and the simulator does not.</summary>
    public static string From(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, Length / 2));

    public static bool IsId(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
