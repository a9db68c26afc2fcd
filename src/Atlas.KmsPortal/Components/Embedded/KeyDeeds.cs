using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Components.Embedded;

/// <summary>What each deed changes, and what it is called.</summary>
internal static class KeyDeeds
{
    public static KeyAttributes ChangeFor(KeyDeed deed, DateTimeOffset now) =>
        deed switch
        {
            KeyDeed.Enable => new(Enabled: true),
            KeyDeed.Disable => new(Enabled: false),
            KeyDeed.Expire => new(ExpiresAt: now),
            KeyDeed.TakeExpiryAway => new(ClearDates: true),
            KeyDeed.Delete => new(Deleted: true),
            KeyDeed.Recover => new(Deleted: false),
            KeyDeed.ScheduleDeletion => new(PendingDeletion: true),
            KeyDeed.CancelDeletion => new(PendingDeletion: false),
            _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "Not a deed."),
        };

    public static CredentialAttributes ChangeFor(IdentityDeed deed) =>
        deed switch
        {
            IdentityDeed.Revoke => new(MayUseKey: false),
            IdentityDeed.GiveBack => new(MayUseKey: true),
            IdentityDeed.RefuseSecret => new(RefusesSecret: true),
            IdentityDeed.AcceptSecret => new(RefusesSecret: false),
            IdentityDeed.ExpireSecret => new(SecretExpired: true),
            IdentityDeed.RenewSecret => new(SecretExpired: false),
            _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "Not a deed."),
        };

    /// <summary>Whether clusters that use the key are shut down by it.</summary>
    public static bool Breaks(KeyDeed deed) => deed is KeyDeed.Disable or KeyDeed.Expire or KeyDeed.Delete or KeyDeed.ScheduleDeletion;

    public static string Verb(KeyDeed deed) =>
        deed switch
        {
            KeyDeed.ScheduleDeletion => "Schedule deletion",
            _ => deed.ToString(),
        };

    public static string QuestionFor(KeyDeed deed, string key) =>
        deed is KeyDeed.ScheduleDeletion ? $"Schedule the deletion of {key}?" : $"{deed} {key}?";
}
