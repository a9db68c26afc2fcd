namespace Atlas.KmsPortal.Simulator;

/// <summary>A cloud secret that a change brings along, with what keeping it takes.</summary>
/// <param name="stored">As the project keeps it, protected.</param>
/// <param name="salt">For an identity that has no secret yet.</param>
internal sealed class NewSecret(string value, string stored, string salt)
{
    public string Stored => stored;

    /// <summary>Whether it is the secret with that hash.</summary>
    public bool Matches(string hash) => SecretHash.AreSame(HashBeside(hash), hash);

    /// <summary>Whether somebody entered the secret's ID, which Azure shows beside its value.</summary>
    public bool IsIdOf(string secretId) => string.Equals(value, secretId, StringComparison.OrdinalIgnoreCase);

    /// <summary>As the simulated cloud keeps it.</summary>
    /// <param name="other">The hash of another secret of the same identity, if it has one.</param>
    public string HashBeside(string? other) => SecretHash.Of(value, other is null ? salt : SecretHash.SaltOf(other));
}
