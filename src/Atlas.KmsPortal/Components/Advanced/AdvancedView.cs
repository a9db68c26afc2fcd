using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Advanced;

/// <summary>How far somebody is with saving the form.</summary>
/// <param name="Pressed">Save can be pressed once to be told what is missing.</param>
/// <param name="Touched">The fields that were left, by the Admin API's path.</param>
/// <param name="Refused">What Atlas said.</param>
/// <param name="Conflict">What somebody else saved meanwhile; null when nobody did.</param>
public sealed record SaveAttempt(
    bool Pressed,
    IReadOnlyCollection<string> Touched,
    IReadOnlyList<Blocker> Refused,
    IReadOnlyList<FieldChange>? Conflict
)
{
    public static SaveAttempt None { get; } = new(Pressed: false, [], [], Conflict: null);
}

/// <summary>What the Advanced page shows.</summary>
/// <param name="Saved">The settings of the form's key service as they are.</param>
/// <param name="Change">What saving asks Atlas for.</param>
/// <param name="ChangeLines">What is unsaved, a line each.</param>
/// <param name="Blocking">What is wrong with the draft as it stands.</param>
/// <param name="IsStopped">Whether Save is refused.</param>
/// <param name="Listed">Field errors stand at their field; prerequisites at the switch; the rest here, once Save was pressed.</param>
/// <param name="Problems">What is wrong with a field, by its path.</param>
/// <param name="FieldLock">Why no field can be changed; null when they can.</param>
/// <param name="SectionLock">Why the whole cannot be switched.</param>
/// <param name="KeyFacts">How old the key is.</param>
/// <param name="Fields">What stands at the fields of the form's key service.</param>
public sealed record AdvancedView(
    KeyProviderSettings Saved,
    EncryptionChange Change,
    IReadOnlyList<string> ChangeLines,
    Consequences Plan,
    IReadOnlyList<Blocker> Blocking,
    bool IsStopped,
    IReadOnlyList<Blocker> Listed,
    IReadOnlyDictionary<string, Blocker> Problems,
    IReadOnlyList<Blocker> Prerequisites,
    IReadOnlyList<Blocker> Warnings,
    IReadOnlyList<PreflightCheck> Checks,
    string? FieldLock,
    string? SectionLock,
    string SectionHint,
    string KeyFacts,
    KeyFieldsView Fields
)
{
    public Blocker? ProblemOf(string field) => Problems.GetValueOrDefault(field);

    public static AdvancedView Of(ProjectSnapshot project, ProjectRole role, AdvancedForm form, SaveAttempt attempt, DateTimeOffset now)
    {
        var saved = project.Encryption[form.Provider];
        var change = form.ToChange();
        var after = EncryptionRules.Apply(project.Encryption, change, now);
        IReadOnlyList<string> lines =
        [
            .. EncryptionDiff.Between(project.Encryption, after).Select(field => field.IsSecret ? field.Label : field.ToString()),
        ];
        var blocking = lines.Count == 0 ? [] : EncryptionRules.MaySaveSafely(project, change, now);
        var begins = form.RequirePrivateNetworking && !saved.RequirePrivateNetworking;
        var prerequisites = begins ? PrivateNetworkingRules.Prerequisites(project with { Encryption = after }, form.Provider) : [];
        IReadOnlyList<Blocker> all = [.. blocking, .. attempt.Refused];
        var fieldLock = FieldLockOf(project, role);
        return new(
            saved,
            change,
            lines,
            Consequences.OfSave(project, after),
            blocking,
            attempt.Conflict is not null || (attempt.Pressed && blocking.Count > 0),
            attempt.Pressed ? [.. all.Where(blocker => blocker.Field is null && !prerequisites.Contains(blocker))] : [],
            all.Where(blocker => blocker.Field is not null && (attempt.Pressed || attempt.Touched.Contains(blocker.Field)))
                .DistinctBy(blocker => blocker.Field)
                .ToDictionary(blocker => blocker.Field!),
            prerequisites,
            begins ? PrivateNetworkingRules.Warnings(project) : [],
            ChecksOf(project, role, form.Provider, now),
            fieldLock,
            fieldLock ?? SectionLockOf(project),
            project.Encryption.Enabled.Any()
                ? "Data, snapshots and the oplog of clusters that opt in are sealed with your key."
                : "Nothing changes for a cluster until it opts in.",
            saved.KeyAge(now) is { } age
                ? $"{Words.Count((int)age.TotalDays, "day")} old; Atlas reminds you at {project.KeyAgeAlertDays}."
                : "",
            KeyFieldsView.Of(project, form, now)
        );
    }

    /// <summary>A way out that leads to this very page is none.</summary>
    private static IReadOnlyList<PreflightCheck> ChecksOf(
        ProjectSnapshot project,
        ProjectRole role,
        CloudProvider provider,
        DateTimeOffset now
    ) =>
        [
            .. Preflight
                .Of(project, role, provider, now)
                .Select(check =>
                    check.Remedy is { Kind: RemedyKind.Page, Target: PortalPage.Advanced } ? check with { Remedy = null } : check
                ),
        ];

    private static string? FieldLockOf(ProjectSnapshot project, ProjectRole role) =>
        role is not ProjectRole.Owner ? "Only Project Owners can change this."
        : project.IsInactive ? "The project is INACTIVE."
        : null;

    private static string? SectionLockOf(ProjectSnapshot project) =>
        project
            .Encryption.Enabled.SelectMany(settings => EncryptionRules.MayDisable(project, settings.Provider))
            .Select(blocker => $"{blocker.Title}. The take-down assistant leads through it.")
            .FirstOrDefault();
}
