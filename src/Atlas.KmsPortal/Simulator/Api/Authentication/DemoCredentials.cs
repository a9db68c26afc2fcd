using System.Security.Cryptography;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// The API keys and the service account of the demo world. Their names are the same everywhere; the secrets below are known to
/// everybody and open a portal in Development only.
/// </summary>
public static class DemoCredentials
{
    public const string OwnerKey = "kmsowner";
    public const string OwnerPrivateKey = "5b6d2f0e-0000-4000-8000-00000000a001";
    public const string ReaderKey = "kmsreads";
    public const string ReaderPrivateKey = "5b6d2f0e-0000-4000-8000-00000000a002";
    public const string ServiceAccount = "mdb_sa_id_65a0000000000000000000b1";
    public const string ServiceAccountSecret = "mdb_sa_sk_demo-owner";
}

/// <summary>What the demo world's programs sign in with.</summary>
internal sealed record DemoSecrets(string OwnerPrivateKey, string ReaderPrivateKey, string ServiceAccountSecret)
{
    /// <summary>Those of the README.</summary>
    public static DemoSecrets Published { get; } =
        new(DemoCredentials.OwnerPrivateKey, DemoCredentials.ReaderPrivateKey, DemoCredentials.ServiceAccountSecret);

    /// <summary>Some that nobody knows, in the shapes that Atlas gives them.</summary>
    public static DemoSecrets Draw() =>
        new(PrivateKey(), PrivateKey(), "mdb_sa_sk_" + RandomNumberGenerator.GetString(Alphabet, ServiceAccountLength));

    /// <summary>For whoever runs the portal.</summary>
    public string ToText() =>
        $"""
            The demo world's credentials. This file is not written again: keep them somewhere safe and delete it.

            API key, Organization Owner
              public key   {DemoCredentials.OwnerKey}
              private key  {OwnerPrivateKey}
            API key, Project Read Only
              public key   {DemoCredentials.ReaderKey}
              private key  {ReaderPrivateKey}
            Service account, Organization Owner
              client ID    {DemoCredentials.ServiceAccount}
              secret       {ServiceAccountSecret}

            """;

    private const int ServiceAccountLength = 40;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // A GUID of .NET's own holds as many random bits as the cryptographic generator gives it here, less its version's.
    private static string PrivateKey() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
