using System.Globalization;
using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Rotation;

/// <summary>One field, its check, and what the change means for clusters and snapshots.</summary>
public sealed partial class RotatePage(Drafts drafts)
{
    private RotateView? _view;
    private NewKey _draft = new("");
    private IReadOnlyList<Blocker> _refused = [];
    private string _days = "";
    private string? _daysProblem;
    private bool _working;
    private bool _trying;
    private ProjectSnapshot? _asked;
    private bool _left;

    private Draft<NewKey> Draft => drafts.Of<NewKey>(ProjectId, $"{Service}/rotate");

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Advanced", Address("advanced")), new("Rotate"));

    private string KeyLabel => Provider is CloudProvider.Aws ? "Customer Master Key ID" : "Key Identifier";

    private string KeyHint =>
        Provider is CloudProvider.Azure ? "The new key or version must be in the same vault." : "The new key must be in the same place.";

    protected override async Task OpenedAsync()
    {
        var project = State.Project!;
        _days = project.KeyAgeAlertDays.ToString(CultureInfo.InvariantCulture);
        if (IsKnownPage && IsOwner)
        {
            var draft = await Draft.FindAsync(Leaving);
            _draft = draft ?? new(project.Encryption[Provider].KeyName ?? "");
            _left = draft is not null;
        }

        Show();
    }

    protected override Task ChangedAsync()
    {
        Show();
        return Task.CompletedTask;
    }

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = RotateView.Of(project, Provider, _draft.Key, _left, _refused, Now);
        }
    }

    private async Task KeepAsync(string key)
    {
        _draft = new(key);
        _left = true;
        _refused = [];
        Show();
        await Draft.KeepAsync(_draft, Leaving);
    }

    private void AskAsync()
    {
        _left = true;
        Show();
        _asked = _view!.Blocking.Count == 0 ? Project : null;
    }

    private async Task RotateAsync()
    {
        _working = true;
        var outcome = await State.SaveAsync(_view!.Change, _asked!, Leaving);
        _working = false;
        _asked = null;
        _refused = outcome.Blockers;
        Show();
        if (Report(outcome, "Rotation started", "Keep the old version enabled until it is done."))
        {
            await Draft.DiscardAsync(Leaving);
            _draft = new(_view.Saved.KeyName ?? "");
            _left = false;
            Show();
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
        Show();
        Report(outcome, $"The alert fires at {days} days");
    }

    private async Task TryAgainAsync()
    {
        _trying = true;
        var outcome = await State.ValidateKeysAsync(Leaving);
        _trying = false;
        Show();
        ReportKeys(outcome);
    }

    /// <summary>What was typed.</summary>
    private sealed record NewKey(string Key);
}
