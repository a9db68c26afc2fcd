namespace Atlas.KmsPortal.Encryption;

/// <summary>What stands in a field in place of what belongs there.</summary>
/// <param name="What">In words: "the vault's address".</param>
/// <param name="Part">The part of it that belongs there; null where it holds none.</param>
/// <param name="WayOut">What to do where there is no such part.</param>
internal sealed record PastedValue(string What, string? Part, string WayOut = "")
{
    public string Sentence => Part is null ? $"This is {What}. {WayOut}" : $"This is {What}. Use only this part of it: {Part}";

    /// <summary>What a page offers; null where there is nothing to take.</summary>
    public Remedy? Remedy => Part is null ? null : new(RemedyKind.UseValue, $"Use {Part}", Part);
}

/// <summary>Recognizes what people paste: addresses, resource IDs, domains, and values with something around them.</summary>
internal static class PastedValues
{
    private const string ResourceId = "an Azure resource ID";
    private static readonly char[] s_around = [' ', '\t', '\r', '\n', '\u00a0', '"', '\'', '<', '>', '{', '}', ','];

    public static PastedValue? ForUuid(string value, string wayOut)
    {
        var ids = value
            .Split([.. s_around, '/', ':', '?', '#', '&', '=', '@', '(', ')'])
            .Where(part => FieldFormats.Uuid.IsMatch(part))
            .Distinct()
            .ToList();
        return ids is [var id] ? new(Surroundings(value, id), id)
            : Guid.TryParseExact(Bare(value), "N", out var plain) ? new("the ID without its hyphens", plain.ToString("D"))
            : IsDomain(Bare(value)) ? new("a domain", Part: null, wayOut)
            : null;
    }

    public static PastedValue? ForResourceGroup(string value) =>
        After(value, "resourceGroups") is { } group && FieldFormats.ResourceGroupName.IsMatch(group)
            ? new(Surroundings(value, group), group)
        : FieldFormats.ResourceGroupName.IsMatch(Bare(value)) ? new(Surroundings(value, Bare(value)), Bare(value))
        : null;

    /// <param name="suffixes">The ends of vaults' hosts: vault.azure.net.</param>
    public static PastedValue? ForVault(string value, IEnumerable<string> suffixes)
    {
        if (After(value, "vaults") is { } named && FieldFormats.VaultName.IsMatch(named))
        {
            return new(Surroundings(value, named), named);
        }

        var host = HostOf(Bare(value));
        var vault = host.Split('.')[0];
        return !FieldFormats.VaultName.IsMatch(vault) ? null
            : suffixes.Any(suffix => host.EndsWith($".{suffix}", StringComparison.OrdinalIgnoreCase))
                ? new(After(value, "keys") is null ? "the vault’s address" : "the key’s address", vault)
            : vault == Bare(value) ? new(Surroundings(value, vault), vault)
            : null;
    }

    /// <param name="suffix">The end of the vault's host: vault.azure.net.</param>
    public static PastedValue? ForAzureKey(string value, string suffix)
    {
        const string WayOut = "Atlas needs a key’s address: in the vault, open Keys, then the version, and copy its Key Identifier.";
        if (After(value, "vaults") is { } vault && After(value, "keys") is { } key)
        {
            var url = $"https://{vault}.{suffix}/keys/{key}{(After(value, "versions") is { } version ? $"/{version}" : "")}";
            return FieldFormats.AzureKeyIdentifier.IsMatch(url) ? new("the key’s resource ID; its address is another", url) : null;
        }

        return FieldFormats.AzureKeyIdentifier.IsMatch(Bare(value)) ? new(Surroundings(value, Bare(value)), Bare(value))
            : After(value, "secrets") is not null ? new("a secret’s address", Part: null, WayOut)
            : After(value, "certificates") is not null ? new("a certificate’s address", Part: null, WayOut)
            : HostOf(Bare(value)).EndsWith($".{suffix}", StringComparison.OrdinalIgnoreCase) && After(value, "keys") is null
                ? new("the vault’s address", Part: null, WayOut)
            : null;
    }

    public static PastedValue? ForAwsKey(string value)
    {
        var keys = value.Split([.. s_around, '#', '?', '&', '=']).Where(part => FieldFormats.AwsKey.IsMatch(part)).Distinct().ToList();
        return keys is [var arn] ? new(Surroundings(value, arn), arn)
            : value.Split([.. s_around, '/', '?', '#', '&']).Where(part => FieldFormats.AwsKey.IsMatch(part)).ToList() is [var id]
                ? new(Surroundings(value, id), id)
            : null;
    }

    public static PastedValue? ForGoogleKeyVersion(string value)
    {
        var start = value.IndexOf("projects/", StringComparison.Ordinal);
        return start >= 0 && Bare(value[start..]) is { } name && FieldFormats.GoogleKeyVersion.IsMatch(name)
            ? new(Surroundings(value, name), name)
            : null;
    }

    /// <summary>Azure gives a secret an ID and a value; only the value signs in, and only it is no UUID.</summary>
    public static bool IsSecretId(string value) => FieldFormats.Uuid.IsMatch(Bare(value));

    private static string Surroundings(string value, string part) =>
        Bare(value) == part ? "the value with something around it, such as a blank, a line break or quotes"
        : value.Contains("://", StringComparison.Ordinal) ? "an address"
        : After(value, "subscriptions") is not null ? ResourceId
        : "more than the value";

    private static string Bare(string value) => value.Trim(s_around);

    private static string HostOf(string value)
    {
        var start = value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        return value[start..].Split('/', ':')[0];
    }

    /// <summary>The segment of a path that follows the one of that name; null where there is none.</summary>
    private static string? After(string value, string name)
    {
        var segments = Bare(value).Split('/', '?', '#');
        var at = Array.FindIndex(segments, segment => string.Equals(segment, name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < segments.Length && segments[at + 1].Length > 0 ? segments[at + 1] : null;
    }

    private static bool IsDomain(string value) =>
        value.Contains('.', StringComparison.Ordinal)
        && Uri.CheckHostName(value[(value.IndexOf('@', StringComparison.Ordinal) + 1)..]) is UriHostNameType.Dns;
}
