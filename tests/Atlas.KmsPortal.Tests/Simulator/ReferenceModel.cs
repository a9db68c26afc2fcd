using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Simulator;

/// <summary>What the simulator should do, in a few lines and without a database: lists, and the table of statuses said once more.</summary>
internal sealed class ReferenceModel
{
    private const int InitiatingTakes = 10;
    private const int DeletingTakes = 6;
    private const int ClusterWorkTakes = 20;
    private int _now;

    public sealed class Endpoint
    {
        public required string Region { get; init; }
        public required EndpointStatus Status { get; set; }
        public required int Since { get; set; }
        public AzureConnectionState Azure { get; set; }
        public Endpoint? Replaces { get; init; }
    }

    public sealed class Cluster
    {
        public required string Region { get; init; }
        public bool UsesKey { get; set; }
        public bool Sealed { get; set; }
        public int? WorkEnds { get; set; }
        public bool Deleting { get; set; }
    }

    public List<Endpoint> Endpoints { get; } = [];

    public SortedDictionary<string, Cluster> Clusters { get; } = new(StringComparer.Ordinal);

    public bool Enabled { get; private set; }

    public bool Required { get; private set; }

    public bool Enable() => Do(() => Enabled = true);

    public bool Require(bool required) =>
        Enabled && (required || Endpoints.Count == 0 || !Required) ? Do(() => Required = required) : required is false && !Enabled;

    public bool Disable() =>
        !Enabled || (Endpoints.Count == 0 && !Clusters.Values.Any(cluster => cluster.UsesKey || cluster.Sealed))
            ? Do(() => (Enabled, Required) = (false, false))
            : false;

    public bool Create(string region) =>
        Enabled
        && Required
        && !Endpoints.Any(e => e.Region == region && e.Status is not (EndpointStatus.Deleting or EndpointStatus.PendingRecreation))
        && Do(() =>
            Endpoints.Add(
                new()
                {
                    Region = region,
                    Status = EndpointStatus.Initiating,
                    Since = _now,
                }
            )
        );

    public bool Remove(Endpoint endpoint) =>
        endpoint.Status is not EndpointStatus.Initiating
        && Do(() =>
        {
            if (endpoint.Status is not EndpointStatus.Deleting)
            {
                (endpoint.Status, endpoint.Since) = (EndpointStatus.Deleting, _now);
            }
        });

    public bool SetAzure(Endpoint endpoint, AzureConnectionState state)
    {
        var allowed = (endpoint.Azure, state) switch
        {
            (AzureConnectionState.None or AzureConnectionState.Removed, _) => false,
            (_, AzureConnectionState.Removed) => true,
            var (from, to) when from == to => true,
            (AzureConnectionState.Pending, _) => true,
            (AzureConnectionState.Approved, AzureConnectionState.Rejected) => true,
            _ => false,
        };
        return allowed && Do(() => endpoint.Azure = state);
    }

    public bool CreateCluster(string name, string region, bool usesKey) =>
        !Clusters.ContainsKey(name)
        && (!usesKey || MayPlace(region))
        && Do(() =>
            Clusters[name] = new()
            {
                Region = region,
                UsesKey = usesKey,
                WorkEnds = _now + ClusterWorkTakes,
            }
        );

    public bool SetKey(string name, bool usesKey)
    {
        if (!Clusters.TryGetValue(name, out var cluster))
        {
            return false;
        }

        if (cluster.UsesKey == usesKey)
        {
            return true;
        }

        return !cluster.Deleting
            && (!usesKey || MayPlace(cluster.Region))
            && Do(() =>
            {
                cluster.Sealed |= cluster.UsesKey;
                cluster.UsesKey = usesKey;
                cluster.WorkEnds = _now + ClusterWorkTakes;
            });
    }

    public bool DeleteCluster(string name)
    {
        if (!Clusters.TryGetValue(name, out var cluster))
        {
            return false;
        }

        return cluster.Deleting || Do(() => (cluster.Deleting, cluster.WorkEnds) = (true, _now + ClusterWorkTakes));
    }

    public void Pass(int seconds)
    {
        _now += seconds;
        while (Endpoints.ToList().Select(Step).ToList().Contains(true)) { }

        foreach (var (name, cluster) in Clusters.Where(pair => pair.Value.WorkEnds <= _now).ToList())
        {
            (cluster.WorkEnds, cluster.Sealed) = (null, false);
            if (cluster.Deleting)
            {
                Clusters.Remove(name);
            }
        }
    }

    private bool MayPlace(string region) =>
        Enabled && (!Required || Endpoints.Any(e => e.Region == region && e.Status is EndpointStatus.Active));

    private bool Step(Endpoint endpoint)
    {
        switch (endpoint)
        {
            case { Status: EndpointStatus.Initiating } when _now - endpoint.Since >= InitiatingTakes:
                (endpoint.Status, endpoint.Since, endpoint.Azure) = (EndpointStatus.PendingAcceptance, _now, AzureConnectionState.Pending);
                return true;
            case { Status: EndpointStatus.PendingAcceptance, Azure: AzureConnectionState.Approved }:
                (endpoint.Status, endpoint.Since) = (EndpointStatus.Active, _now);
                return true;
            case {
                Status: EndpointStatus.PendingAcceptance or EndpointStatus.Active,
                Azure: AzureConnectionState.Rejected or AzureConnectionState.Removed
            }:
                endpoint.Status = EndpointStatus.PendingRecreation;
                Endpoints.Add(
                    new()
                    {
                        Region = endpoint.Region,
                        Status = EndpointStatus.Initiating,
                        Since = _now,
                        Replaces = endpoint,
                    }
                );
                return true;
            case { Status: EndpointStatus.PendingRecreation }
                when !Endpoints.Exists(e => e.Replaces == endpoint && e.Status is EndpointStatus.Initiating):
            case { Status: EndpointStatus.Deleting } when _now - endpoint.Since >= DeletingTakes:
                Endpoints.Remove(endpoint);
                return true;
            default:
                return false;
        }
    }

    private static bool Do(Action change)
    {
        change();
        return true;
    }
}
