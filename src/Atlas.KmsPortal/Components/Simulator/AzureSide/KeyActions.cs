using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Components.Simulator.AzureSide;

/// <summary>What each deed changes, and what it is called.</summary>
internal static class KeyActions
{
    public static KeyAttributes ChangeFor(KeyAction deed, DateTimeOffset now) =>
        deed switch
        {
            KeyAction.Enable => new(Enabled: true),
            KeyAction.Disable => new(Enabled: false),
            KeyAction.Expire => new(ExpiresAt: now),
            KeyAction.ClearExpiry => new(ClearDates: true),
            KeyAction.Delete => new(Deleted: true),
            KeyAction.Recover => new(Deleted: false),
            KeyAction.ScheduleDeletion => new(PendingDeletion: true),
            KeyAction.CancelDeletion => new(PendingDeletion: false),
            _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "Not a deed."),
        };

    public static CredentialAttributes ChangeFor(IdentityAction deed) =>
        deed switch
        {
            IdentityAction.Revoke => new(MayUseKey: false),
            IdentityAction.RestoreAccess => new(MayUseKey: true),
            IdentityAction.RefuseSecret => new(RefusesSecret: true),
            IdentityAction.AcceptSecret => new(RefusesSecret: false),
            IdentityAction.RefuseUnknownSecrets => new(RefusesUnknownSecrets: true),
            IdentityAction.AcceptUnknownSecrets => new(RefusesUnknownSecrets: false),
            _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "Not a deed."),
        };

    /// <summary>Whether clusters that use the key are shut down by it.</summary>
    public static bool Breaks(KeyAction deed) =>
        deed is KeyAction.Disable or KeyAction.Expire or KeyAction.Delete or KeyAction.ScheduleDeletion;

    public static string Verb(KeyAction deed) =>
        deed switch
        {
            KeyAction.ScheduleDeletion => "Schedule deletion",
            _ => deed.ToString(),
        };

    public static string QuestionFor(KeyAction deed, string key) =>
        deed is KeyAction.ScheduleDeletion ? $"Schedule the deletion of {key}?" : $"{deed} {key}?";
}
