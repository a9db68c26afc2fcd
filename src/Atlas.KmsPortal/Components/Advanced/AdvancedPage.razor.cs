using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Advanced;

/// <summary>The Advanced page: whose key, and whether it is reached over private networking only. What is typed is a draft until Save.</summary>
public sealed partial class AdvancedPage(Drafts drafts, FieldFocus focus)
{
    private AdvancedForm _form = new();
    private SaveAttempt _attempt = SaveAttempt.None;
    private AdvancedView? _view;
    private bool _saving;
    private bool _checking;
    private bool _asking;

    private Draft<AdvancedForm> Draft => drafts.Of<AdvancedForm>(ProjectId, "advanced");

    private string AccessAddress => Address(PagePaths.Of(PortalPage.ServicePrincipals, _form.Provider));

    protected override async Task OpenedAsync()
    {
        var project = State.Project!;
        var fresh = AdvancedForm.From(project, AdvancedForm.DefaultProvider(project));
        var draft = IsOwner ? await Draft.FindAsync(Leaving) : null;
        _form = draft ?? fresh;
        _attempt = SaveAttempt.None with { Conflict = ConflictWith(project) };
        Show();
    }

    protected override async Task ChangedAsync()
    {
        if (Project is { } project && _form.BasedOnVersion != project.Version)
        {
            if (await HasDraftAsync())
            {
                _attempt = _attempt with { Conflict = ConflictWith(project) };
            }
            else
            {
                // Nothing typed: follow what others save.
                _form = AdvancedForm.From(project, _form.Provider);
            }
        }

        Show();
    }

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = AdvancedView.Of(project, State.Role, _form, _attempt, Now);
        }
    }

    /// <summary>Somebody else saved since this draft was begun: better said now than when Save is pressed.</summary>
    private IReadOnlyList<FieldChange>? ConflictWith(ProjectSnapshot project)
    {
        var theirs = EncryptionDiff.Between(_form.Seen, project.Encryption);
        return _form.BasedOnVersion != project.Version && theirs.Count > 0 ? theirs : null;
    }

    private async Task<bool> HasDraftAsync() => await Draft.FindAsync(Leaving) is not null;

    // An edit, not a form: while the browser is slow to acknowledge, the fields still show an older one.
    private async Task ChangeAsync((Func<AdvancedForm, AdvancedForm> Edit, string? Field) change)
    {
        if (change.Field is not null)
        {
            _attempt = _attempt with { Touched = [.. _attempt.Touched, change.Field] };
        }

        await ChangeAsync(change.Edit(_form));
    }

    private async Task ChangeAsync(AdvancedForm form)
    {
        _form = form;
        _attempt = _attempt with { Refused = [] };
        Show();
        if (IsOwner)
        {
            await Draft.KeepAsync(_form, Leaving);
        }
    }

    private Task ChooseProviderAsync(string atlasName)
    {
        var provider = CloudProviders.FromAtlasName(atlasName) ?? throw new InvalidOperationException($"{atlasName} is not a key service.");
        _attempt = _attempt with { Touched = [], Pressed = false };
        return ChangeAsync(AdvancedForm.From(Project!, provider) with { On = true });
    }

    private Task ToggleSectionAsync(bool on) => ChangeAsync(_form with { On = on });

    private Task TogglePrivateNetworkingAsync(bool required) => ChangeAsync(_form with { RequirePrivateNetworking = required });

    private async Task DiscardAsync()
    {
        await Draft.DiscardAsync(Leaving);
        await State.RefreshAsync(Leaving);
        _form = AdvancedForm.From(Project!, AdvancedForm.DefaultProvider(Project!));
        _attempt = SaveAttempt.None;
        Show();
    }

    private Task KeepMineAsync()
    {
        _attempt = _attempt with { Conflict = null };
        return ChangeAsync(_form with { BasedOnVersion = Project!.Version, Seen = Project.Encryption });
    }

    /// <summary>What touches clusters or cannot be undone is asked again, with its consequences.</summary>
    private Task AskAsync()
    {
        _attempt = _attempt with { Pressed = true };
        Show();
        if (_view!.Blocking.Count > 0)
        {
            return FocusFirstAsync(_view.Blocking);
        }

        if (_view.Plan.Affected.Count > 0 || !_form.On)
        {
            _asking = true;
            return Task.CompletedTask;
        }

        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        _saving = true;
        var outcome = await State.SaveAsync(_view!.Change, _form.SeenIn(Project!), Leaving);
        _saving = false;
        _asking = false;
        _attempt = _attempt with { Refused = outcome.Blockers, Conflict = outcome.Conflict };
        Show();
        if (Report(outcome, "Saved", "Atlas tried the key: encrypt and decrypt work."))
        {
            var provider = _form.On ? _form.Provider : AdvancedForm.DefaultProvider(Project!);
            await DiscardAsync();
            _form = AdvancedForm.From(Project!, provider);
            Show();
            // Set up, where it has just appeared, is what comes next.
            StateHasChanged();
            await focus.OnAsync("set-up");
        }
        else
        {
            await FocusFirstAsync(outcome.Blockers);
        }
    }

    private async Task TryAgainAsync()
    {
        _checking = true;
        var outcome = await State.ValidateKeysAsync(Leaving);
        _checking = false;
        Show();
        ReportKeys(outcome);
    }

    private async Task ResolveAsync(Remedy remedy)
    {
        if (remedy.Kind is RemedyKind.Field)
        {
            await focus.OnAsync(remedy.Target);
        }
        else
        {
            Follow(remedy, _form.Provider);
        }
    }

    private async Task FocusFirstAsync(IReadOnlyList<Blocker> blockers)
    {
        if (blockers.FirstOrDefault(blocker => blocker.Field is not null)?.Field is { } field)
        {
            await focus.OnAsync(field);
        }
    }
}
