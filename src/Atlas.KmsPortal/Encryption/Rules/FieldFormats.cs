using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.Encryption;

/// <summary>The formats of single fields. A page asks as a field is left, the simulator before anything is stored.</summary>
/// <remarks>Each ends in <c>\z</c>: before <c>$</c> a line break may stand, as <c>echo … | base64</c> adds one to whatever it encodes.</remarks>
internal static partial class FieldFormats
{
    /// <summary>The 8-4-4-4-12 form only, as Azure shows it.</summary>
    [GeneratedRegex(
        @"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    public static partial Regex Uuid { get; }

    /// <summary>An Atlas object id.</summary>
    [GeneratedRegex(@"^[0-9a-f]{24}\z", RegexOptions.NonBacktracking)]
    public static partial Regex ObjectId { get; }

    /// <summary>Azure's rule for vault names, without its finer points on hyphens.</summary>
    [GeneratedRegex(@"^[a-zA-Z0-9-]{3,24}\z", RegexOptions.NonBacktracking)]
    public static partial Regex VaultName { get; }

    /// <summary>Azure's rule for resource group names: no dot at the end.</summary>
    [GeneratedRegex(@"^[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]\z", RegexOptions.NonBacktracking)]
    public static partial Regex ResourceGroupName { get; }

    /// <summary>A key URL: vault, key and, optionally, version.</summary>
    /// <remarks>
    /// Asked several times a write, and NonBacktracking finds groups under a lock that all share. It takes no longer than its text
    /// without it too: each part ends at a character that it cannot hold.
    /// </remarks>
    [GeneratedRegex(
        @"^https://(?<vault>[a-zA-Z0-9-]+)[.](?<suffix>[a-zA-Z.]+)(?::443)?/keys/(?<name>[a-zA-Z0-9-]{1,127})(?:/(?<version>[0-9a-fA-F]{32}))?/?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    public static partial Regex AzureKeyIdentifier { get; }

    /// <summary>A key id, a multi-region key id, an ARN of a key, or an alias.</summary>
    [GeneratedRegex(
        @"^(?:arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):[0-9]{12}:(?:key/[a-zA-Z0-9-]+|alias/[a-zA-Z0-9/_-]+)|mrk-[0-9a-f]{32}|alias/[a-zA-Z0-9/_-]+|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    public static partial Regex AwsKey { get; }

    /// <summary>A client secret or secret access key: whatever the cloud made, but nothing around it.</summary>
    [GeneratedRegex(@"^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?\z", RegexOptions.NonBacktracking)]
    public static partial Regex Secret { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9_]{16,128}\z", RegexOptions.NonBacktracking)]
    public static partial Regex AwsAccessKeyId { get; }

    [GeneratedRegex(
        @"^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[a-zA-Z0-9_-]{1,63}/cryptoKeys/[a-zA-Z0-9_-]{1,63}/cryptoKeyVersions/[0-9]+\z",
        RegexOptions.NonBacktracking
    )]
    public static partial Regex GoogleKeyVersion { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}\z", RegexOptions.NonBacktracking)]
    public static partial Regex ClusterName { get; }

    [GeneratedRegex(@"^[\p{L}\p{N}\-_.(),:&@+']{1,64}\z", RegexOptions.NonBacktracking)]
    public static partial Regex ProjectName { get; }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]{1,512}\z", RegexOptions.NonBacktracking)]
    public static partial Regex IamRoleArn { get; }
}
