using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>The organization Acme with its six projects, by fixed ids, so that a page or a script can name them.</summary>
internal sealed class DemoWorld(SecretVault secrets)
{
    public const string Organization = "65a000000000000000000001";
    public const string Retail = "65a0000000000000000000a1";
    public const string Payments = "65a0000000000000000000a2";
    public const string Analytics = "65a0000000000000000000a3";
    public const string Playground = "65a0000000000000000000a4";
    public const string Archive = "65a0000000000000000000a5";
    public const string LedgerAws = "65a0000000000000000000a6";

    private const string DemoSecret = "demo-client-secret";

    /// <summary>Makes the world where the database is still empty.</summary>
    public async Task<bool> EnsureAsync(SimulatorStep step, CancellationToken cancellationToken)
    {
        if (await step.Db.SimulatorState.AnyAsync(state => state.DemoWorldMade, cancellationToken))
        {
            return false;
        }

        await MakeAsync(step, cancellationToken);
        return true;
    }

    /// <param name="realNow">When the world begins anew: its clock is put back.</param>
    public async Task ResetAsync(SimulatorStep step, DateTimeOffset realNow, CancellationToken cancellationToken)
    {
        var db = step.Db;
        await db.PrivateEndpoints.ExecuteDeleteAsync(cancellationToken);
        await db.Clusters.ExecuteDeleteAsync(cancellationToken);
        await db.CloudProviderRoles.ExecuteDeleteAsync(cancellationToken);
        await db.Timeline.ExecuteDeleteAsync(cancellationToken);
        await db.ProjectDocuments.ExecuteDeleteAsync(cancellationToken);
        await db.Projects.ExecuteDeleteAsync(cancellationToken);
        await db.ProjectListings.ExecuteDeleteAsync(cancellationToken);
        await db.Organizations.ExecuteDeleteAsync(cancellationToken);
        await db.Vaults.ExecuteDeleteAsync(cancellationToken);
        await db.CloudKeys.ExecuteDeleteAsync(cancellationToken);
        await db.CloudCredentials.ExecuteDeleteAsync(cancellationToken);
        await db.CloudSecrets.ExecuteDeleteAsync(cancellationToken);
        await db.AzureSubscriptions.ExecuteDeleteAsync(cancellationToken);
        await db.AzureRoleAssignments.ExecuteDeleteAsync(cancellationToken);
        await db.AzureServicePrincipals.ExecuteDeleteAsync(cancellationToken);
        await db.Drafts.ExecuteDeleteAsync(cancellationToken);
        await step.SetFaultsAsync(new SimulatorFaults(), cancellationToken);
        await step.PutClockBackAsync(realNow, cancellationToken);
        await step.ChangeStateAsync(state => state.Timing = null, cancellationToken);
        step.Record(AtlasEvents.SimulatorChanged, project: null, "Demo data reset.");
        step.Changes.NoteEverything();
        await MakeAsync(step, cancellationToken);
    }

    private async Task MakeAsync(SimulatorStep step, CancellationToken cancellationToken)
    {
        var db = step.Db;
        db.Organizations.Add(new OrganizationRow { Id = Organization, Name = "Acme" });

        Project(step, Retail, "retail-eu");
        Cluster(step, Retail, 1, "orders", "M30", [Azure("EUROPE_NORTH", 2, 7), Azure("EUROPE_WEST", 1, 6)]);
        Cluster(step, Retail, 2, "catalog", "M10", [Azure("EUROPE_WEST")]);

        var payments = Project(step, Payments, "payments");
        payments.AzureKeyVault = Vault(step);
        Cluster(step, Payments, 1, "ledger", "M30", [Azure("US_EAST_2", 2, 7), Azure("US_CENTRAL", 1, 6)], CloudProvider.Azure);
        Cluster(step, Payments, 2, "fraud", "M10", [Azure("US_EAST_2")]);

        var analytics = Project(step, Analytics, "analytics");
        analytics.AzureKeyVault = Vault(step);
        Cluster(step, Analytics, 1, "lake", "M30", [Azure("US_EAST_2", 2, 7), Aws("US_EAST_1", 1, 6)]);
        Cluster(step, Analytics, 2, "bi", "M10", [Azure("US_EAST_2")]);

        Project(step, Playground, "playground");
        Cluster(step, Playground, 1, "free", ClusterTiers.Free, [Azure("EUROPE_WEST")]);
        Cluster(step, Playground, 2, "flexible", ClusterTiers.Flex, [Azure("EUROPE_WEST")]);

        Project(step, Archive, "archive", ProjectState.Inactive);
        Cluster(step, Archive, 1, "cold", "M10", [Azure("EUROPE_NORTH")], paused: true);

        var ledger = Project(step, LedgerAws, "ledger-aws");
        ledger.AwsKms = AwsKey(step);
        Cluster(step, LedgerAws, 1, "core", "M30", [Aws("US_EAST_1", 2, 7), Aws("EU_WEST_1", 1, 6)], CloudProvider.Aws);

        var secret = secrets.Prepare(DemoSecret);
        await step.Clouds.LoadAsync([payments.AzureKeyVault, ledger.AwsKms], cancellationToken);
        foreach (var project in new[] { payments, analytics })
        {
            SecretVault.Store(project, CloudProvider.Azure, secret.Stored);
            step.Clouds.Ensure(project.AzureKeyVault, secret, step.Now);
        }

        step.Clouds.Ensure(ledger.AwsKms, newSecret: null, step.Now);
        var clientSecret = step.Clouds.SecretOf(payments.AzureKeyVault, secret.Matches)!;
        clientSecret.FirstSeenAt = payments.AzureKeyVault.SecretChangedAt!.Value;
        clientSecret.ExpiresAt = payments.AzureKeyVault.SecretExpiresAt;
        foreach (var project in new[] { payments, analytics, ledger })
        {
            project.NextKeyCheckAt = step.Now + step.Timing.KeyCheckEvery;
        }

        await step.ChangeStateAsync(state => state.DemoWorldMade = true, cancellationToken);
    }

    private static ProjectRow Project(SimulatorStep step, string id, string name, ProjectState state = ProjectState.Active)
    {
        var project = new ProjectRow
        {
            Id = id,
            OrganizationId = Organization,
            Name = name,
            State = state,
            Created = step.Now.AddDays(-400),
        };
        step.Db.Projects.Add(project);
        return project;
    }

    private static void Cluster(
        SimulatorStep step,
        string projectId,
        int number,
        string name,
        string tier,
        IReadOnlyList<ClusterRegion> regions,
        CloudProvider? keyProvider = null,
        bool paused = false
    )
    {
        var created = step.Now.AddDays(-300).AddMinutes(number);
        step.Db.Clusters.Add(
            new ClusterRow
            {
                Id = $"{projectId[..20]}{projectId[^2..]}c{number}",
                ProjectId = projectId,
                Name = name,
                Spec = new ClusterSpec(tier, regions, keyProvider, paused, DiskSizeGb: tier is "M30" ? 40 : 10),
                State = ClusterState.Idle,
                CreatedAt = created,
                StateSince = created,
                KeyAccess = keyProvider is null ? KeyAccess.None : KeyAccess.Public,
            }
        );
    }

    private static ClusterRegion Azure(string region, int nodes = 3, int priority = 7) => new(CloudProvider.Azure, region, nodes, priority);

    private static ClusterRegion Aws(string region, int nodes = 3, int priority = 7) => new(CloudProvider.Aws, region, nodes, priority);

    private static AzureKeyVault Vault(SimulatorStep step) =>
        new()
        {
            Enabled = true,
            AzureEnvironment = "AZURE",
            ClientId = "632ff709-32a8-48a3-8224-30d2386fadaf",
            TenantId = "ee46317d-36a3-4472-a3dd-6549e901da0b",
            SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
            ResourceGroupName = "acme-kms",
            KeyVaultName = "acme-vault",
            KeyIdentifier = "https://acme-vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
            SecretChangedAt = step.Now.AddDays(-157),
            SecretExpiresAt = step.Now.AddDays(23).AddHours(4),
            KeySince = step.Now.AddDays(-41),
            Health = new KeyHealth(KeyState.Valid, step.Now),
        };

    private static AwsKms AwsKey(SimulatorStep step)
    {
        var role = new CloudProviderRoleRow
        {
            Id = "65a0000000000000000000d6",
            ProjectId = LedgerAws,
            Provider = CloudProvider.Aws,
            CreatedAt = step.Now.AddDays(-200),
            AuthorizedAt = step.Now.AddDays(-200),
            AtlasAwsAccountArn = "arn:aws:iam::123456789012:root",
            AtlasAssumedRoleExternalId = "5f7a1b0c-0000-4000-8000-00000000d6d6",
            IamAssumedRoleArn = "arn:aws:iam::210987654321:role/atlas-kms",
        };
        step.Db.CloudProviderRoles.Add(role);
        return new AwsKms
        {
            Enabled = true,
            RoleId = role.Id,
            CustomerMasterKeyId = "arn:aws:kms:us-east-1:210987654321:key/mrk-4f1c2d3e5a6b47c8901234567890abcd",
            Region = "US_EAST_1",
            KeySince = step.Now.AddDays(-120),
            Health = new KeyHealth(KeyState.Valid, step.Now),
        };
    }
}
