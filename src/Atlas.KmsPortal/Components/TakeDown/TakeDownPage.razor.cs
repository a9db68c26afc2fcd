using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.TakeDown;

/// <summary>Leads back to MongoDB's keys. Holds no state of its own: the plan is what the project says.</summary>
public sealed partial class TakeDownPage
{
    private TakeDownView? _view;
    private IReadOnlyList<Blocker> _refused = [];
    private bool _working;
    private ProjectSnapshot? _dropping;
    private Question? _asked;

    private string Heading => $"Take down {Provider.KeyServiceName()}";

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Advanced", Address("advanced")), new("Take down"));

    private static (string Icon, string Text, string? Class) Look(TakeDownState state) =>
        state switch
        {
            TakeDownState.Done => (Glyph.Ok, "Done", "badge--active"),
            TakeDownState.Running => (Glyph.Spin, "Running", "badge--initiating"),
            TakeDownState.Ready => (Glyph.Person, "Your turn", "badge--pending"),
            _ => (Glyph.Clock, "Waits", null),
        };

    protected override Task OpenedAsync()
    {
        Show();
        return Task.CompletedTask;
    }

    protected override Task ChangedAsync() => OpenedAsync();

    private void Show()
    {
        if (State.Project is { } project)
        {
            _view = TakeDownView.Of(project, Provider);
        }
    }

    private void Ask(Question question) => _asked = question;

    /// <summary>Deleting many is guarded as well as deleting one: by a name to type, as soon as a cluster loses something.</summary>
    private Question AskDelete(IReadOnlyList<EndpointLeft> endpoints)
    {
        var plan = TakeDownConsequences.OfRemoving(Project!, [.. endpoints.Select(left => left.Endpoint)]);
        var guard = endpoints.Count == 1 ? endpoints[0].Endpoint.Region : Project!.Name;
        return new(
            endpoints.Count == 1
                ? $"Delete the endpoint in {endpoints[0].Endpoint.Region}?"
                : $"Delete {Words.Count(endpoints.Count, "endpoint")}?",
            "Delete",
            plan,
            () => DeleteAsync([.. endpoints.Select(left => left.Endpoint)])
        )
        {
            Endpoints = endpoints,
            TypeToConfirm = plan.Affected.Count > 0 ? guard : null,
        };
    }

    private async Task DeleteAsync(IReadOnlyList<PrivateEndpoint> endpoints)
    {
        _working = true;
        var outcome = Outcome.Done;
        foreach (var endpoint in endpoints.TakeWhile(_ => outcome.Succeeded))
        {
            outcome = await State.RemoveEndpointWhenPossibleAsync(endpoint, Leaving);
        }

        _working = false;
        _refused = outcome.Blockers;
        Show();
        Report(
            outcome,
            endpoints.Count == 1 ? $"{endpoints[0].Region} is being deleted" : $"{endpoints.Count} endpoints are being deleted"
        );
    }

    private Question AskDrop(Cluster cluster) =>
        new(
            $"Re-encrypt {cluster.Name} with MongoDB’s key?",
            "Re-encrypt",
            TakeDownConsequences.OfDropping(Project!, cluster),
            () =>
                DoAsync(
                    () => State.UpdateClusterAsync(cluster, cluster.Spec with { KeyProvider = null }, Leaving),
                    $"{cluster.Name} is switching to MongoDB’s key"
                )
        );

    private async Task DoAskedAsync()
    {
        await _asked!.Do();
        _asked = null;
    }

    private Task StopRequiringAsync() =>
        DoAsync(() => State.SaveAsync(Change(enabled: true), Project!, Leaving), "Private networking is no longer required");

    private async Task DisableAsync()
    {
        await DoAsync(() => State.SaveAsync(Change(enabled: false), _dropping!, Leaving), "Customer-managed keys are off");
        _dropping = null;
    }

    private EncryptionChange Change(bool enabled)
    {
        bool? requirePrivateNetworking = enabled ? false : null;
        return Provider switch
        {
            CloudProvider.Azure => new(AzureKeyVault: new() { Enabled = enabled, RequirePrivateNetworking = requirePrivateNetworking }),
            CloudProvider.Aws => new(AwsKms: new() { Enabled = enabled, RequirePrivateNetworking = requirePrivateNetworking }),
            _ => new(GoogleCloudKms: new() { Enabled = enabled }),
        };
    }

    private async Task DoAsync(Func<Task<Outcome>> command, string done)
    {
        _working = true;
        var outcome = await command();
        _working = false;
        _refused = outcome.Blockers;
        Show();
        Report(outcome, done);
    }

    /// <summary>What touches clusters or cannot be undone is asked again, with its consequences.</summary>
    private sealed record Question(string Title, string ConfirmText, Consequences Plan, Func<Task> Do)
    {
        /// <summary>What is deleted; empty where nothing is.</summary>
        public IReadOnlyList<EndpointLeft> Endpoints { get; init; } = [];

        /// <summary>A name to type; null where a click will do.</summary>
        public string? TypeToConfirm { get; init; }
    }
}
