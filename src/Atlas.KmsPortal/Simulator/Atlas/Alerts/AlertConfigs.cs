using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// The alert configurations of a project. The age at which a key is to be rotated is one figure for the project, the one that the page
/// shows; every configuration about a key's rotation tells it, and setting it through one of them sets it.
/// </summary>
internal sealed class AlertConfigs(SimulatorStore store)
{
    public const string Document = "alertConfigs";
    private const string Days = "DAYS";
    private static readonly NotificationBody s_owners = new()
    {
        TypeName = "GROUP",
        IntervalMin = 60,
        DelayMin = 0,
        EmailEnabled = true,
        SmsEnabled = false,
        Roles = ["GROUP_OWNER"],
    };

    public Task<IReadOnlyList<AlertConfigBody>> ListAsync(ProjectSnapshot project, CancellationToken cancellationToken) =>
        store.ReadAsync(db => ReadAsync(db, project.Id, project.Created, project.KeyAgeAlertDays, cancellationToken), cancellationToken);

    /// <summary>Whether somebody is to be told of such an event.</summary>
    public static async Task<bool> AreEnabledAsync(ProjectWork work, string eventType, CancellationToken cancellationToken) =>
        (await ReadAsync(work.Step.Db, work.Row.Id, work.Row.Created, work.Row.KeyAgeAlertDays, cancellationToken)).Any(config =>
            config is { Enabled: true } && config.EventTypeName == eventType
        );

    public Task<AlertConfigBody> CreateAsync(string projectId, AlertConfigBody body, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            projectId,
            (configs, work) =>
            {
                var made = body.Kept(ObjectIds.New(work.Step.Now), work.Step.Now, work.Step.Now);
                configs.Add(made);
                return (made, AtlasEvents.AlertConfigAdded);
            },
            actor,
            cancellationToken
        );

    public Task<AlertConfigBody> ReplaceAsync(
        string projectId,
        string id,
        AlertConfigBody body,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            projectId,
            (configs, work) =>
            {
                var at = IndexOf(configs, id, projectId);
                configs[at] = body.Kept(id, configs[at].Created!.Value, work.Step.Now);
                return (configs[at], AtlasEvents.AlertConfigChanged);
            },
            actor,
            cancellationToken
        );

    public Task<AlertConfigBody> ToggleAsync(string projectId, string id, bool enabled, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            projectId,
            (configs, work) =>
            {
                var at = IndexOf(configs, id, projectId);
                configs[at] = configs[at] with { Enabled = enabled, Updated = work.Step.Now };
                return (configs[at], enabled ? AtlasEvents.AlertConfigEnabled : AtlasEvents.AlertConfigDisabled);
            },
            actor,
            cancellationToken
        );

    public Task DeleteAsync(string projectId, string id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            projectId,
            (configs, _) =>
            {
                var at = IndexOf(configs, id, projectId);
                var removed = configs[at];
                configs.RemoveAt(at);
                return (removed with { Threshold = null }, AtlasEvents.AlertConfigDeleted);
            },
            actor,
            cancellationToken
        );

    public static bool IsAboutRotation(string eventType) =>
        Enum.GetValues<CloudProvider>().Any(provider => AtlasEvents.KeyNeedsRotation(provider) == eventType);

    private Task<AlertConfigBody> ChangeAsync(
        string projectId,
        Func<List<AlertConfigBody>, ProjectWork, (AlertConfigBody Changed, string EventType)> change,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                var changed = new AlertConfigBody();
                await ProjectDocuments.ChangeAsync<List<AlertConfigBody>>(
                    step,
                    projectId,
                    Document,
                    kept =>
                    {
                        List<AlertConfigBody> configs = [.. kept ?? Fresh(projectId, work.Row.Created)];
                        (changed, var eventType) = change(configs, work);
                        step.Record(eventType, work.Row, $"Alert configuration {changed.EventTypeName}.");
                        return configs;
                    },
                    record: null,
                    cancellationToken
                );
                SetAge(work, changed);
                return Shown(changed, work.Row.KeyAgeAlertDays);
            },
            cancellationToken
        );

    private static void SetAge(ProjectWork work, AlertConfigBody config)
    {
        if (!IsAboutRotation(config.EventTypeName!) || config.Threshold is not { } threshold)
        {
            return;
        }

        if (threshold is { Operator: "LESS_THAN" } || threshold.Units is not (null or Days))
        {
            throw new AtlasApiException(AtlasErrors.InvalidField("threshold", "The age of a key is GREATER_THAN a number of DAYS."));
        }

        if (threshold.Threshold is { } days)
        {
            if (days != Math.Floor(days) || !KeyAgeAlert.MayBe(days))
            {
                throw new AtlasApiException(AtlasErrors.InvalidField("threshold.threshold", KeyAgeAlert.Range));
            }

            KeyAgeAlert.Set(work, (int)days);
        }
    }

    private static async Task<IReadOnlyList<AlertConfigBody>> ReadAsync(
        PortalDbContext db,
        string projectId,
        DateTimeOffset created,
        int days,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<AlertConfigBody> kept =
            await ProjectDocuments.FindAsync<List<AlertConfigBody>>(db, projectId, Document, cancellationToken)
            ?? Fresh(projectId, created);
        return [.. kept.Select(config => Shown(config, days))];
    }

    private static AlertConfigBody Shown(AlertConfigBody config, int days) =>
        IsAboutRotation(config.EventTypeName!) ? config with { Threshold = new("GREATER_THAN", days, Days) } : config;

    /// <summary>What Atlas configures in a new project, as far as keys are concerned.</summary>
    private static List<AlertConfigBody> Fresh(string projectId, DateTimeOffset created) =>
        [
            .. Enum.GetValues<CloudProvider>()
                .SelectMany(provider => new[] { AtlasEvents.KeyNeedsRotation(provider), AtlasEvents.KeyInvalid(provider) })
                .Concat([AtlasEvents.NetworkAccessDenied, AtlasEvents.ConfigNoLongerValid])
                .Select(eventType => new AlertConfigBody
                {
                    Id = AtlasIds.From($"{projectId}/alertConfig/{eventType}"),
                    Created = created,
                    Updated = created,
                    Enabled = true,
                    EventTypeName = eventType,
                    Matchers = [],
                    Notifications = [s_owners],
                }),
        ];

    private static int IndexOf(List<AlertConfigBody> configs, string id, string projectId) =>
        configs.FindIndex(config => config.Id == id) is var at and >= 0
            ? at
            : throw new AtlasApiException(AtlasErrors.AlertConfigNotFound(id, projectId));
}
