namespace Atlas.KmsPortal.Encryption;

/// <summary>How old a key identifier is, and how long a secret still lasts.</summary>
public static class KeyAgeRules
{
    /// <summary>From here on a secret's end is worth a word.</summary>
    public static readonly TimeSpan SecretEndsSoon = TimeSpan.FromDays(30);

    public static TimeSpan? KeyAge(this KeyProviderSettings settings, DateTimeOffset now) =>
        settings.KeySince is { } since ? now - since : null;

    public static bool NeedsRotation(this ProjectSnapshot project, KeyProviderSettings settings, DateTimeOffset now) =>
        settings.KeyAge(now)?.TotalDays >= project.KeyAgeAlertDays;

    /// <summary>Negative once it has ended; null without a secret.</summary>
    public static TimeSpan? SecretLeft(this KeyProviderSettings settings, DateTimeOffset now) => settings.SecretExpiresAt - now;
}
