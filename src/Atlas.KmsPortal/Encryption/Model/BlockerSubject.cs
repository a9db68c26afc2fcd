namespace Atlas.KmsPortal.Encryption;

/// <summary>What a blocker is about, so that no page has to read its code, its field or its text.</summary>
public enum BlockerSubject
{
    /// <summary>The project, or the request as a whole.</summary>
    Whole,

    /// <summary>A field with nothing further to know about it.</summary>
    Field,
    Name,
    Tier,

    /// <summary>Where a cluster runs, and with how many nodes.</summary>
    Regions,

    /// <summary>The answer to "Manage your own encryption keys".</summary>
    KeyUse,

    /// <summary>The field that names the key.</summary>
    KeyIdentifier,
    Secret,

    /// <summary>A cluster that is paused.</summary>
    Paused,

    /// <summary>An endpoint that is there already.</summary>
    ExistingEndpoint,
}

internal static class BlockerSubjects
{
    private const string ReplicationSpecs = "replicationSpecs";

    public static BlockerSubject Of(string code, string? field) =>
        (code, field) switch
        {
            (AtlasCode.CannotUpdatePausedCluster, _) => BlockerSubject.Paused,
            (AtlasCode.EncryptionAtRestPrivateEndpointAlreadyExists, _) => BlockerSubject.ExistingEndpoint,
            (AtlasCode.EncryptionAtRestNotEnabled or AtlasCode.EncryptionAtRestSettingsInvalid or AtlasCode.FeatureUnsupported, _) =>
                BlockerSubject.KeyUse,
            (_, null) => BlockerSubject.Whole,
            (_, "name") => BlockerSubject.Name,
            (_, "encryptionAtRestProvider") => BlockerSubject.KeyUse,
            (_, "azureKeyVault.keyIdentifier" or "awsKms.customerMasterKeyID" or "googleCloudKms.keyVersionResourceID") =>
                BlockerSubject.KeyIdentifier,
            (_, "azureKeyVault.secret" or "awsKms.secretAccessKey" or "googleCloudKms.serviceAccountKey") => BlockerSubject.Secret,
            _ when field.EndsWith("instanceSize", StringComparison.Ordinal) => BlockerSubject.Tier,
            _ when field.StartsWith(ReplicationSpecs, StringComparison.Ordinal) => BlockerSubject.Regions,
            _ => BlockerSubject.Field,
        };
}
