using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Advanced;

/// <summary>The Advanced page: whose key, and whether it is reached over private networking only. What is typed is a draft until Save.</summary>
public sealed partial class AdvancedPage(Drafts drafts, FieldFocus focus)
{
    private readonly HashSet<string> _touched = [];
    private AdvancedForm _form = new();
    private IReadOnlyList<Blocker> _refused = [];
    private IReadOnlyList<FieldChange>? _conflict;
    private bool _saving;
    private bool _checking;
    private bool _asking;
    private bool _pressed;

    private Draft<AdvancedForm> Draft => drafts.Of<AdvancedForm>(ProjectId, "advanced");

    private KeyProviderSettings Saved => Project!.Encryption[_form.Provider];

    private EncryptionChange Change => _form.ToChange();

    private EncryptionAtRest After => EncryptionRules.Apply(Project!.Encryption, Change, Now);

    private Consequences Plan => Consequences.OfSave(Project!, After);

    private IReadOnlyList<string> ChangeLines =>
        [.. EncryptionDiff.Between(Project!.Encryption, After).Select(change => change.IsSecret ? change.Label : change.ToString())];

    /// <summary>What is wrong with the draft as it stands.</summary>
    private IReadOnlyList<Blocker> Blocking => ChangeLines.Count == 0 ? [] : EncryptionRules.MaySaveSafely(Project!, Change, Now);

    /// <summary>Save can be pressed once to be told what is missing.</summary>
    private bool IsStopped => _conflict is not null || (_pressed && Blocking.Count > 0);

    /// <summary>Field errors stand at their field; prerequisites at the switch; the rest here, once Save was pressed.</summary>
    private IReadOnlyList<Blocker> Listed =>
        _pressed ? [.. Blocking.Concat(_refused).Where(blocker => blocker.Field is null && !Prerequisites.Contains(blocker))] : [];

    private IReadOnlyList<Blocker> Prerequisites =>
        _form.RequirePrivateNetworking && !Saved.RequirePrivateNetworking
            ? PrivateNetworkingRules.Prerequisites(Project! with { Encryption = After }, _form.Provider)
            : [];

    private IReadOnlyList<Blocker> Warnings =>
        _form.RequirePrivateNetworking && !Saved.RequirePrivateNetworking ? PrivateNetworkingRules.Warnings(Project!) : [];

    /// <summary>A way out that leads to this very page is none.</summary>
    private IReadOnlyList<PreflightCheck> Checks =>
        [
            .. Encryption
                .Preflight.Of(Project!, State.Role, _form.Provider, Now)
                .Select(check =>
                    check.Remedy is { Kind: RemedyKind.Page, Target: PortalPage.Advanced } ? check with { Remedy = null } : check
                ),
        ];

    private string? FieldLock =>
        !IsOwner ? "Only Project Owners can change this."
        : Project!.IsInactive ? "The project is INACTIVE."
        : null;

    private string? SectionLock =>
        FieldLock
        ?? (
            Project!.Encryption.Enabled.Any() && EnabledBlockers.Count > 0
                ? $"{EnabledBlockers[0].Title}. The take-down assistant leads through it."
                : null
        );

    private IReadOnlyList<Blocker> EnabledBlockers =>
        [.. Project!.Encryption.Enabled.SelectMany(settings => EncryptionRules.MayDisable(Project, settings.Provider))];

    private string AccessAddress => Address(PagePaths.Of(PortalPage.ServicePrincipals, _form.Provider));

    private string KeyFacts =>
        Saved.KeyAge(Now) is { } age
            ? $"{Words.Count((int)age.TotalDays, "day")} old; Atlas reminds you at {Project!.KeyAgeAlertDays}."
            : "";

    protected override async Task OpenedAsync()
    {
        var project = State.Project!;
        var fresh = AdvancedForm.From(project, AdvancedForm.DefaultProvider(project));
        var draft = IsOwner ? await Draft.FindAsync(Leaving) : null;
        _form = draft ?? fresh;
        _touched.Clear();
        NoticeConflict(project);
    }

    protected override async Task ChangedAsync()
    {
        if (Project is not { } project || _form.BasedOnVersion == project.Version)
        {
            return;
        }

        if (await HasDraftAsync())
        {
            NoticeConflict(project);
        }
        else
        {
            // Nothing typed: follow what others save.
            _form = AdvancedForm.From(project, _form.Provider);
        }
    }

    /// <summary>Somebody else saved since this draft was begun: better said now than when Save is pressed.</summary>
    private void NoticeConflict(ProjectSnapshot project)
    {
        var theirs = EncryptionDiff.Between(_form.Seen, project.Encryption);
        _conflict = _form.BasedOnVersion != project.Version && theirs.Count > 0 ? theirs : null;
    }

    private async Task<bool> HasDraftAsync() => await Draft.FindAsync(Leaving) is not null;

    /// <summary>A field's error, once it was left or Save was pressed.</summary>
    private string? ProblemOf(string field) =>
        _pressed || _touched.Contains(field) ? Blocking.Concat(_refused).FirstOrDefault(blocker => blocker.Field == field)?.Message : null;

    private async Task ChangeAsync((AdvancedForm Form, string? Field) change)
    {
        if (change.Field is not null)
        {
            _touched.Add(change.Field);
        }

        await ChangeAsync(change.Form);
    }

    private async Task ChangeAsync(AdvancedForm form)
    {
        _form = form;
        _refused = [];
        if (IsOwner)
        {
            await Draft.KeepAsync(_form, Leaving);
        }
    }

    private Task ChooseProviderAsync(string atlasName)
    {
        var provider = CloudProviders.FromAtlasName(atlasName) ?? throw new InvalidOperationException($"{atlasName} is not a key service.");
        _touched.Clear();
        _pressed = false;
        return ChangeAsync(AdvancedForm.From(Project!, provider) with { On = true });
    }

    private Task ToggleSectionAsync(bool on) => ChangeAsync(_form with { On = on });

    private Task TogglePrivateNetworkingAsync(bool required) => ChangeAsync(_form with { RequirePrivateNetworking = required });

    private async Task DiscardAsync()
    {
        await Draft.DiscardAsync(Leaving);
        await State.RefreshAsync(Leaving);
        _form = AdvancedForm.From(Project!, AdvancedForm.DefaultProvider(Project!));
        _touched.Clear();
        _conflict = null;
        _refused = [];
        _pressed = false;
    }

    private Task KeepMineAsync()
    {
        _conflict = null;
        return ChangeAsync(_form with { BasedOnVersion = Project!.Version, Seen = Project.Encryption });
    }

    /// <summary>What touches clusters or cannot be undone is asked again, with its consequences.</summary>
    private Task AskAsync()
    {
        _pressed = true;
        if (Blocking.Count > 0)
        {
            return FocusFirstAsync(Blocking);
        }

        if (Plan.Affected.Count > 0 || !_form.On)
        {
            _asking = true;
            return Task.CompletedTask;
        }

        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        _saving = true;
        var outcome = await State.SaveAsync(Change, _form.SeenIn(Project!), Leaving);
        _saving = false;
        _asking = false;
        _refused = outcome.Blockers;
        _conflict = outcome.Conflict;
        if (Report(outcome, "Saved", "Atlas tried the key: encrypt and decrypt work."))
        {
            var provider = _form.On ? _form.Provider : AdvancedForm.DefaultProvider(Project!);
            await DiscardAsync();
            _form = AdvancedForm.From(Project!, provider);
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
