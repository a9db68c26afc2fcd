namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides whether the fields of AWS KMS can be right.</summary>
public static class AwsKmsRules
{
    private const string Block = "awsKms";

    /// <param name="accessKeysWereStored">Whether the project signs in with an access key already.</param>
    /// <param name="hasSecret">Whether a secret access key is stored or comes with the change.</param>
    /// <param name="newSecret">The secret access key that comes with the change; null where none does.</param>
    public static IReadOnlyList<Blocker> Check(AwsKms settings, bool accessKeysWereStored, bool hasSecret, string? newSecret)
    {
        List<Blocker> blockers = [];
        if (settings.RoleId is null && !accessKeysWereStored)
        {
            blockers.Add(
                settings.AccessKeyId is null
                    ? RoleMissing
                    : new Blocker(
                        AtlasCode.InvalidAttribute,
                        "Access keys are retired",
                        "Access key authentication is no longer supported for new configurations. Authorize an AWS IAM role and select it as Role.",
                        $"{Block}.accessKeyID",
                        ["accessKeyID"],
                        Detail: "Access key authentication is no longer supported for new configurations. Authorize an AWS IAM role and set awsKms.roleId."
                    )
            );
        }

        if (AzureKeyVaultRules.RoleIdFormat(Block, settings.RoleId) is { } role)
        {
            blockers.Add(role);
        }

        if (settings.AccessKeyId is not null && !hasSecret)
        {
            blockers.Add(Missing("secretAccessKey", "Secret Access Key", "AWS shows it once, when the access key is created."));
        }

        if (AzureKeyVaultRules.SecretFormat(Block, "secretAccessKey", "Secret Access Key", newSecret) is { } secret)
        {
            blockers.Add(secret);
        }

        if (settings.AccessKeyId is not null && !FieldFormats.AwsAccessKeyId.IsMatch(settings.AccessKeyId))
        {
            blockers.Add(Invalid("accessKeyID", "Access Key ID is malformed", "Enter 16 to 128 letters and digits, as AWS shows it."));
        }

        blockers.AddRange(CheckKey(settings));
        return blockers;
    }

    private static Blocker RoleMissing { get; } =
        new(
            AtlasCode.MissingAttribute,
            "Role is missing",
            "Role is required. Authorize an AWS IAM role in Cloud Provider Access and select it here.",
            $"{Block}.roleId",
            ["roleId"],
            Detail: "roleId is needed: authorize an AWS IAM role in Cloud Provider Access. accessKeyID and secretAccessKey are no longer supported for new configurations."
        );

    private static IEnumerable<Blocker> CheckKey(AwsKms settings)
    {
        if (string.IsNullOrEmpty(settings.CustomerMasterKeyId))
        {
            yield return Missing("customerMasterKeyID", "Customer Master Key ID", "AWS KMS shows it as Key ID or ARN.");
        }
        else if (!FieldFormats.AwsKey.IsMatch(settings.CustomerMasterKeyId))
        {
            yield return Invalid(
                "customerMasterKeyID",
                "Customer Master Key ID is malformed",
                "Enter the key’s ID or its ARN, for example arn:aws:kms:us-east-1:123456789012:key/mrk-…",
                PastedValues.ForAwsKey(settings.CustomerMasterKeyId)
            );
        }

        if (string.IsNullOrEmpty(settings.Region))
        {
            yield return Missing("region", "Region", "Choose the AWS region that holds the key.");
        }
        else if (RegionCatalog.Find(CloudProvider.Aws, AtlasRegionName(settings.Region)) is null)
        {
            yield return new Blocker(
                AtlasCode.AwsKmsRegionNotSupported,
                "Atlas does not know this region",
                $"{settings.Region} is not an AWS region that Atlas supports for keys.{(RegionRules.Hint(CloudProvider.Aws, settings.Region) is { Length: > 0 } hint ? hint : " Use a name such as US_EAST_1.")}",
                $"{Block}.region",
                [settings.Region]
            );
        }
    }

    /// <summary>Users of the API write <c>us-east-1</c> as well as <c>US_EAST_1</c>.</summary>
    public static string AtlasRegionName(string region) => region.ToUpperInvariant().Replace('-', '_');

    /// <summary>AWS marks multi-Region keys, and only them, by their id.</summary>
    public static bool IsMultiRegionKey(string? customerMasterKeyId) =>
        customerMasterKeyId?.Contains("mrk-", StringComparison.Ordinal) is true;

    private static Blocker Missing(string field, string label, string wayOut) =>
        new(AtlasCode.MissingAttribute, $"{label} is missing", $"{label} is required. {wayOut}", $"{Block}.{field}", [field]);

    private static Blocker Invalid(string field, string title, string wayOut, PastedValue? pasted = null) =>
        new(
            AtlasCode.InvalidAttribute,
            title,
            pasted?.Sentence ?? wayOut,
            $"{Block}.{field}",
            [field],
            pasted?.Remedy,
            $"Invalid attribute {field}. {pasted?.Sentence ?? wayOut}"
        );
}

/// <summary>Decides whether the fields of Google Cloud KMS can be right.</summary>
public static class GoogleCloudKmsRules
{
    private const string Block = "googleCloudKms";

    public static IReadOnlyList<Blocker> Check(GoogleCloudKms settings, bool hasSecret)
    {
        List<Blocker> blockers = [];
        if (settings.RoleId is null && !hasSecret)
        {
            blockers.Add(
                new(
                    AtlasCode.MissingAttribute,
                    "Credentials are missing",
                    "Select an authorized service account, or enter the JSON of a service account key.",
                    $"{Block}.serviceAccountKey",
                    ["serviceAccountKey"]
                )
            );
        }

        if (AzureKeyVaultRules.RoleIdFormat(Block, settings.RoleId) is { } role)
        {
            blockers.Add(role);
        }

        if (string.IsNullOrEmpty(settings.KeyVersionResourceId))
        {
            blockers.Add(
                new(
                    AtlasCode.MissingAttribute,
                    "Key Identifier is missing",
                    "Key Identifier is required: Google Cloud shows it under the key’s versions.",
                    $"{Block}.keyVersionResourceID",
                    ["keyVersionResourceID"]
                )
            );
        }
        else if (!FieldFormats.GoogleKeyVersion.IsMatch(settings.KeyVersionResourceId))
        {
            const string WayOut =
                "Enter projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{key}/cryptoKeyVersions/{number}.";
            var pasted = PastedValues.ForGoogleKeyVersion(settings.KeyVersionResourceId);
            blockers.Add(
                new(
                    AtlasCode.InvalidAttribute,
                    "Key Identifier is malformed",
                    pasted?.Sentence ?? WayOut,
                    $"{Block}.keyVersionResourceID",
                    ["keyVersionResourceID"],
                    pasted?.Remedy,
                    $"Invalid attribute keyVersionResourceID. {pasted?.Sentence ?? WayOut}"
                )
            );
        }

        return blockers;
    }
}
