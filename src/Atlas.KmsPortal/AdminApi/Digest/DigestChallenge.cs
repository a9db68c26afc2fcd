namespace Atlas.KmsPortal.AdminApi;

/// <summary>What a server asks of a caller who has not signed, as Atlas's documentation prints it.</summary>
/// <param name="Stale">The signature was right and only its nonce too old: the client need not ask for the password again.</param>
public sealed record DigestChallenge(string Nonce, DigestAlgorithm Algorithm = DigestAlgorithm.Md5, bool Stale = false)
{
    public const string Realm = "MMS Public API";

    public override string ToString() =>
        $"Digest realm=\"{Realm}\", domain=\"\", nonce=\"{Nonce}\", algorithm={Algorithm.WireName()}, qop=\"auth\", stale={(Stale ? "true" : "false")}";
}
