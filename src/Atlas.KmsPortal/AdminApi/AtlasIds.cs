namespace Atlas.KmsPortal.AdminApi;

/// <summary>Atlas's ids: 24 hexadecimal digits in lower case.</summary>
public static class AtlasIds
{
    private const int Length = 24;

    public static bool IsId(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
