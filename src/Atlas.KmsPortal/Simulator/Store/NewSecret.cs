namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// A cloud secret that a change brings along, with what keeping it takes. Made before the writer's turn, so that nobody waits for
/// the cryptography.
/// </summary>
/// <param name="stored">As the project keeps it, protected.</param>
internal sealed class NewSecret(string value, string stored)
{
    // Not needed while the cloud knows the secret, which it mostly does: scripts send it with every change.
    private readonly string? _hash = SecretHash.IsKnown(value) ? null : SecretHash.Of(value);

    public string Value => value;

    public string Stored => stored;

    /// <summary>As the simulated cloud keeps it.</summary>
    public string Hash => _hash ?? SecretHash.Of(value);
}
