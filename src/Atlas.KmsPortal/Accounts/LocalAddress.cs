namespace Atlas.KmsPortal.Accounts;

/// <summary>Return addresses after sign-in stay on this site.</summary>
public static class LocalAddress
{
    /// <summary>The address when it is a path of this site, the home page otherwise.</summary>
    public static string OrHome(string? address) => IsLocal(address) ? address! : "/";

    // "//host" and "/\host" lead away, and browsers drop tabs and line breaks before they read an address.
    private static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
