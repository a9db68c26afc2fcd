using System.Globalization;
using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Rotation;

/// <summary>One field, its check, and what the change means for clusters and snapshots.</summary>
public sealed partial class RotatePage(Drafts drafts)
{
    private NewKey _draft = new("");
    private IReadOnlyList<Blocker> _refused = [];
    private string _days = "";
    private string? _daysProblem;
    private bool _working;
    private bool _trying;
    private ProjectSnapshot? _asked;
    private bool _left;

    private Draft<NewKey> Draft => drafts.Of<NewKey>(ProjectId, $"{Service}/rotate");

    private KeyProviderSettings Saved => Project!.Encryption[Provider];

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Advanced", Address("advanced")), new("Rotate"));

    private string Place =>
        Saved switch
        {
            AzureKeyVault azure => $"{azure.KeyVaultName}, {azure.ResourceGroupName}",
            AwsKms aws => $"AWS KMS, {aws.Region}",
            _ => "Google Cloud KMS",
        };

    private string KeyLabel => Provider is CloudProvider.Aws ? "Customer Master Key ID" : "Key Identifier";

    private string KeyHint =>
        Provider is CloudProvider.Azure ? "The new key or version must be in the same vault." : "The new key must be in the same place.";

    private string AgeText =>
        Saved.KeyAge(Now) is { } age ? $"{Words.Count((int)age.TotalDays, "day")}, alert at {Project!.KeyAgeAlertDays}" : "not known";

    private bool IsChanged => _draft.Key.Trim().Length > 0 && _draft.Key.Trim() != Saved.KeyName;

    private EncryptionChange Change
    {
        get
        {
            var key = _draft.Key.Trim();
            return Provider switch
            {
                CloudProvider.Azure => new(AzureKeyVault: new() { KeyIdentifier = key }),
                CloudProvider.Aws => new(AwsKms: new() { CustomerMasterKeyId = key }),
                _ => new(GoogleCloudKms: new() { KeyVersionResourceId = key }),
            };
        }
    }

    private IReadOnlyList<Blocker> Blocking => IsChanged ? EncryptionRules.MaySave(Project!, Change, Now) : [];

    private string? KeyProblem => _left ? Blocking.Concat(_refused).FirstOrDefault(IsAboutKey)?.Message : null;

    private IReadOnlyList<Blocker> General => _left ? [.. Blocking.Concat(_refused).Where(blocker => !IsAboutKey(blocker))] : [];

    private Consequences Plan =>
        Consequences.OfSave(Project!, IsChanged ? EncryptionRules.Apply(Project!.Encryption, Change, Now) : Project!.Encryption);

    protected override async Task OpenedAsync()
    {
        var project = State.Project!;
        _days = project.KeyAgeAlertDays.ToString(CultureInfo.InvariantCulture);
        if (!IsKnownPage || !IsOwner)
        {
            return;
        }

        var draft = await Draft.FindAsync(Leaving);
        _draft = draft ?? new(project.Encryption[Provider].KeyName ?? "");
        _left = draft is not null;
    }

    private static bool IsAboutKey(Blocker blocker) => blocker.About is BlockerSubject.KeyIdentifier;

    private async Task KeepAsync(string key)
    {
        _draft = new(key);
        _left = true;
        _refused = [];
        await Draft.KeepAsync(_draft, Leaving);
    }

    private void AskAsync()
    {
        _left = true;
        _asked = Blocking.Count == 0 ? Project : null;
    }

    private async Task RotateAsync()
    {
        _working = true;
        var outcome = await State.SaveAsync(Change, _asked!, Leaving);
        _working = false;
        _asked = null;
        _refused = outcome.Blockers;
        if (Report(outcome, "Rotation started", "Keep the old version enabled until it is done."))
        {
            await Draft.DiscardAsync(Leaving);
            _draft = new(Saved.KeyName ?? "");
            _left = false;
        }
    }

    private async Task SetDaysAsync()
    {
        _daysProblem = null;
        if (!int.TryParse(_days, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            _daysProblem = "Write a number of days, for example 90.";
            return;
        }

        var outcome = await State.SetKeyAgeAlertAsync(days, Leaving);
        _daysProblem = outcome.Blockers.Count > 0 ? outcome.Blockers[0].Message : null;
        Report(outcome, $"The alert fires at {days} days");
    }

    private async Task TryAgainAsync()
    {
        _trying = true;
        ReportKeys(await State.ValidateKeysAsync(Leaving));
        _trying = false;
    }

    /// <summary>What was typed.</summary>
    private sealed record NewKey(string Key);
}
