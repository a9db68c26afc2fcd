using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Tries a project's keys, periodically and on demand, and draws the consequences.</summary>
internal sealed class KeyChecks(SecretVault secrets)
{
    /// <param name="given">A secret that this step has stored, where it has: it need not be decrypted to be compared.</param>
    public async Task RunAsync(ProjectWork work, CancellationToken cancellationToken, Func<CloudProvider, NewSecret?>? given = null)
    {
        var encryption = work.Encryption;
        var enabled = encryption.Enabled.ToList();
        await work.Step.Clouds.LoadAsync(enabled, cancellationToken);
        foreach (var settings in enabled)
        {
            var secret = SecretOf(work, settings, given?.Invoke(settings.Provider));
            var health = Check(work, settings, secret, isNew: false);
            if (secret is null && health.State is KeyState.Invalid && secrets.IsLost(work.Row, settings.Provider))
            {
                // Not the cloud refuses it: it never got there.
                health = health with
                {
                    Message = "The portal’s protection keys were replaced, so the secret can’t be read any more. Enter it again.",
                };
            }

            Report(work, settings, health);
            await AlertOnAgeAsync(work, settings, cancellationToken);
            encryption = encryption.With(settings with { Health = health, SecretExpiresAt = secret?.ExpiresAt });
        }

        work.SetEncryption(encryption, decided: false);
        Schedule(work);
        ClusterUpkeep.Apply(work);
    }

    /// <summary>The identity's secret that the project signs in with, or with the one that replaces it; null when it knows none like it.</summary>
    public CloudSecretRow? SecretOf(ProjectWork work, KeyProviderSettings settings, NewSecret? given) =>
        work.Step.Clouds.SecretOf(settings, hash => given?.Matches(hash) ?? secrets.Matches(work.Row, settings.Provider, hash));

    /// <param name="secret">The identity's secret that the project signs in with; null when it knows none like it, or needs none.</param>
    public static KeyHealth Check(ProjectWork work, KeyProviderSettings settings, CloudSecretRow? secret, bool isNew) =>
        KeyValidation.Check(work.Step.Clouds, settings, secret, work.ActiveRegions(settings.Provider).Count > 0, isNew, work.Step.Now);

    public static void Schedule(ProjectWork work) =>
        work.Row.NextKeyCheckAt = work.Encryption.Enabled.Any() ? work.Step.Now + work.Step.Timing.KeyCheckEvery : null;

    private static void Report(ProjectWork work, KeyProviderSettings settings, KeyHealth health)
    {
        var before = settings.Health.State;
        var name = settings.Provider.KeyServiceName();
        switch (before, health.State)
        {
            case var (from, to) when from == to:
                return;
            case (_, KeyState.Invalid):
                work.Step.Record(AtlasEvents.ValidationFailed, work.Row, $"{name} is not valid ({health.Code}): {health.Message}");
                work.Step.Record(AtlasEvents.ConfigNoLongerValid, work.Row, $"Alert: {name} is no longer valid.");
                work.Step.Record(AtlasEvents.KeyInvalid(settings.Provider), work.Row, $"Alert: the key in {name} is invalid.");
                break;
            case (_, KeyState.Unreachable):
                work.Step.Record(AtlasEvents.NetworkAccessDenied, work.Row, $"Alert: {name} cannot be reached. {health.Message}");
                break;
            case (KeyState.Unreachable, _):
                work.Step.Record(AtlasEvents.NetworkAccessRestored, work.Row, $"{name} can be reached again.");
                break;
            case (KeyState.Invalid, _):
                work.Step.Record(AtlasEvents.ConfigIsValid, work.Row, $"{name} is valid again.");
                work.Step.Record(AtlasEvents.KeyValid(settings.Provider), work.Row, $"The key in {name} is valid again.");
                work.Step.Record(AtlasEvents.ValidationSucceeded, work.Row, $"{name} answered: encrypt and decrypt work.");
                break;
            default:
                work.Step.Record(AtlasEvents.ValidationSucceeded, work.Row, $"{name} answered: encrypt and decrypt work.");
                break;
        }
    }

    private static async Task AlertOnAgeAsync(ProjectWork work, KeyProviderSettings settings, CancellationToken cancellationToken)
    {
        var eventType = AtlasEvents.KeyNeedsRotation(settings.Provider);
        if (
            settings.KeyAge(work.Step.Now)?.TotalDays is { } days
            && days >= work.Row.KeyAgeAlertDays
            && work.Row.RotationAlertedKey != settings.KeyName
            && await AlertConfigs.AreEnabledAsync(work, eventType, cancellationToken)
        )
        {
            work.Row.RotationAlertedKey = settings.KeyName;
            work.Step.Record(
                eventType,
                work.Row,
                $"Alert: the key identifier of {settings.Provider.KeyServiceName()} is {(int)days} days old; rotate it."
            );
        }
    }
}
