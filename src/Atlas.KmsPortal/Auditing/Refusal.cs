using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Auditing;

/// <summary>Somebody who was not let in.</summary>
/// <param name="EventType"><see cref="AtlasEvents.SignInRefused"/> and the like.</param>
/// <param name="Where">The page or API, in words: "the Admin API".</param>
/// <param name="Name">Whom they said to be, by <see cref="LoggableText"/>.</param>
/// <param name="Address">From where.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="Claimed">The name as it was given, which is compared and never shown: two that nobody has may look the same.</param>
public sealed record Refusal(
    AuditSource Source,
    string EventType,
    string Where,
    string Name,
    string Address,
    string Reason,
    string Claimed = ""
)
{
    /// <summary>What stands for many that are no longer told one by one.</summary>
    internal Refusal AsOneOfMany() =>
        this with
        {
            Name = "several names",
            Claimed = "",
            Address = "several addresses",
            Where = "the portal",
            Reason = "There are more than are listed one by one.",
        };
}
