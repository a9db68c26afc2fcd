using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.TakeDown;

/// <summary>Leads back to MongoDB's keys. Holds no state of its own: the plan is what the project says.</summary>
public sealed partial class TakeDownPage
{
    private IReadOnlyList<Blocker> _refused = [];
    private bool _working;
    private bool _asking;

    /// <summary><c>azure</c>, <c>aws</c> or <c>gcp</c>.</summary>
    [Parameter]
    public string Service { get; set; } = "";

    private CloudProvider Provider => PagePaths.Provider(Service)!.Value;

    private string Heading => $"Take down {Provider.KeyServiceName()}";

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Advanced", Address("advanced")), new("Take down"));

    private TakeDownPlan Plan => TakeDownPlan.Of(Project!, Provider);

    private static (string Icon, string Text, string? Class) Look(TakeDownState state) =>
        state switch
        {
            TakeDownState.Done => ("ok", "Done", "badge--active"),
            TakeDownState.Running => ("spin", "Running", "badge--initiating"),
            TakeDownState.Ready => ("turn", "Your turn", "badge--pending"),
            _ => ("clock", "Waits", null),
        };

    private Task RemoveAsync(PrivateEndpoint endpoint) =>
        DoAsync(() => State.RemoveEndpointWhenPossibleAsync(endpoint, Leaving), $"{endpoint.Region} is being removed");

    private async Task RemoveAllAsync()
    {
        foreach (var endpoint in Project!.EndpointsOf(Provider).Where(e => e.Status is not EndpointStatus.Deleting).ToList())
        {
            await RemoveAsync(endpoint);
        }
    }

    private Task DropAsync(Cluster cluster) =>
        DoAsync(
            () => State.UpdateClusterAsync(cluster.Name, cluster.Spec with { KeyProvider = null }, Leaving),
            $"{cluster.Name} drops your key"
        );

    private Task StopRequiringAsync() =>
        DoAsync(() => State.SaveAsync(Change(enabled: true), Project!.Encryption, Leaving), "Private networking is no longer required");

    private async Task DisableAsync()
    {
        await DoAsync(() => State.SaveAsync(Change(enabled: false), Project!.Encryption, Leaving), "Customer-managed keys are off");
        _asking = false;
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
        Tell(outcome, done);
    }
}
