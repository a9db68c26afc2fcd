using System.Text.Json;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Atlas.KmsPortal.Data;

/// <summary>Everything that the portal and its simulator keep.</summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options) : IdentityUserContext<PortalUser>(options)
{
    public DbSet<OrganizationRow> Organizations => Set<OrganizationRow>();
    public DbSet<ProjectRow> Projects => Set<ProjectRow>();
    public DbSet<ProjectListingRow> ProjectListings => Set<ProjectListingRow>();
    public DbSet<ProjectDocumentRow> ProjectDocuments => Set<ProjectDocumentRow>();
    public DbSet<CloudProviderRoleRow> CloudProviderRoles => Set<CloudProviderRoleRow>();
    public DbSet<PrivateEndpointRow> PrivateEndpoints => Set<PrivateEndpointRow>();
    public DbSet<ClusterRow> Clusters => Set<ClusterRow>();
    public DbSet<TimelineRow> Timeline => Set<TimelineRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<AzureSubscriptionRow> AzureSubscriptions => Set<AzureSubscriptionRow>();
    public DbSet<VaultRow> Vaults => Set<VaultRow>();
    public DbSet<CloudKeyRow> CloudKeys => Set<CloudKeyRow>();
    public DbSet<CloudCredentialRow> CloudCredentials => Set<CloudCredentialRow>();
    public DbSet<CloudSecretRow> CloudSecrets => Set<CloudSecretRow>();
    public DbSet<AzureRoleAssignmentRow> AzureRoleAssignments => Set<AzureRoleAssignmentRow>();
    public DbSet<AzureServicePrincipalRow> AzureServicePrincipals => Set<AzureServicePrincipalRow>();
    public DbSet<SimulatorStateRow> SimulatorState => Set<SimulatorStateRow>();
    public DbSet<LeaseRow> Leases => Set<LeaseRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<KnownAddressRow> KnownAddresses => Set<KnownAddressRow>();
    public DbSet<MembershipRow> Memberships => Set<MembershipRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<ServiceAccountRow> ServiceAccounts => Set<ServiceAccountRow>();
    public DbSet<ApiRoleRow> ApiRoles => Set<ApiRoleRow>();
    public DbSet<AccessTokenRow> AccessTokens => Set<AccessTokenRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite compares text; numbers sort and compare as times do.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<CloudProvider>().HaveConversion<string>();
        configurationBuilder.Properties<EndpointStatus>().HaveConversion<string>();
        configurationBuilder.Properties<AzureConnectionState>().HaveConversion<string>();
        configurationBuilder.Properties<ClusterState>().HaveConversion<string>();
        configurationBuilder.Properties<KeyAccess>().HaveConversion<string>();
        configurationBuilder.Properties<ShutdownReason>().HaveConversion<string>();
        configurationBuilder.Properties<ProjectState>().HaveConversion<string>();
        configurationBuilder.Properties<AuditSource>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        builder.Entity<OrganizationRow>().HasIndex(row => row.Name).IsUnique();

        builder.Entity<ProjectRow>(project =>
        {
            project.HasIndex(row => new { row.OrganizationId, row.Name }).IsUnique();
            project.HasIndex(row => row.Name);
            project.HasIndex(row => row.NextKeyCheckAt);
            project.Property(row => row.Version).IsConcurrencyToken();
            AsJson(project.Property(row => row.AzureKeyVault));
            AsJson(project.Property(row => row.AwsKms));
            AsJson(project.Property(row => row.GoogleCloudKms));
        });

        builder.Entity<ProjectListingRow>(listing =>
        {
            listing.HasKey(row => row.ProjectId);
            listing.Property(row => row.Name).UseCollation("NOCASE");
            listing.HasIndex(row => row.Name);
            listing.HasIndex(row => new
            {
                row.OwnerRank,
                row.Name,
                row.ProjectId,
            });
            listing.HasIndex(row => new
            {
                row.ReaderRank,
                row.Name,
                row.ProjectId,
            });
        });
        builder.Entity<ProjectDocumentRow>().HasKey(row => new { row.ProjectId, row.Name });
        builder.Entity<CloudProviderRoleRow>().HasIndex(row => row.ProjectId);

        builder.Entity<PrivateEndpointRow>(endpoint =>
        {
            // One live endpoint per project, provider and region, whatever races for it.
            endpoint
                .HasIndex(row => new
                {
                    row.ProjectId,
                    row.Provider,
                    row.Region,
                })
                .IsUnique()
                .HasFilter(
                    $"\"{nameof(PrivateEndpointRow.Status)}\" NOT IN ('{EndpointStatus.Deleting}', '{EndpointStatus.PendingRecreation}')"
                );
            endpoint.HasIndex(
                row => new
                {
                    row.ProjectId,
                    row.Provider,
                    row.CreatedAt,
                },
                "IX_PrivateEndpoints_List"
            );
            endpoint.HasIndex(row => row.KeyVaultName);
            // By these the worker finds what is due.
            endpoint.HasIndex(row => new
            {
                row.Status,
                row.AzureState,
                row.StatusSince,
            });
            endpoint.HasIndex(row => row.RemovalRequestedBy).HasFilter($"\"{nameof(PrivateEndpointRow.RemovalRequestedBy)}\" IS NOT NULL");
        });

        builder.Entity<ClusterRow>(cluster =>
        {
            cluster.HasIndex(row => new { row.ProjectId, row.Name }).IsUnique();
            cluster.HasIndex(row => row.WorkEndsAt);
            cluster.HasIndex(row => row.MigrationEndsAt);
            AsJson(cluster.Property(row => row.Spec));
            AsJson(cluster.Property(row => row.AppliedSpec));
        });

        builder.Entity<TimelineRow>().HasIndex(row => new { row.ProjectId, row.SubjectId });
        builder.Entity<AuditRow>(audit =>
        {
            audit.HasIndex(row => new { row.ProjectId, row.Id });
            audit.HasIndex(row => row.EventId).IsUnique();
        });
        builder.Entity<CloudKeyRow>().HasIndex(row => row.Container);
        builder.Entity<CloudSecretRow>().HasIndex(row => row.CredentialId);
        builder.Entity<AzureServicePrincipalRow>().HasKey(row => row.AppId);
        builder.Entity<LeaseRow>().HasKey(row => row.Name);
        builder
            .Entity<DraftRow>()
            .HasKey(row => new
            {
                row.UserId,
                row.ProjectId,
                row.Form,
            });
        builder.Entity<SessionRow>(session =>
        {
            session.HasIndex(row => row.ExpiresAt);
            session.HasOne<PortalUser>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        // They go with their account by a trigger: a foreign key would have rebuilt the table, which no transaction can hold.
        builder.Entity<MembershipRow>().HasKey(row => new { row.UserId, row.ScopeId });
        builder.Entity<KnownAddressRow>(address =>
        {
            address.HasKey(row => new { row.Account, row.Network });
            address.HasIndex(row => row.SeenAt);
        });
        builder.Entity<ApiKeyRow>().HasKey(row => row.PublicKey);
        builder.Entity<ServiceAccountRow>().HasKey(row => row.ClientId);
        builder.Entity<ApiRoleRow>().HasKey(row => new { row.Principal, row.ScopeId });
        builder.Entity<AccessTokenRow>().HasKey(row => row.Hash);
    }

    private static void AsJson<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<T> property)
        where T : class? =>
        property.HasConversion(
            new ValueConverter<T, string>(
                value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
                text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Default)!
            ),
            // The values are records, so equality is by content and a snapshot needs no copy.
            new ValueComparer<T>((left, right) => Equals(left, right), value => value!.GetHashCode(), value => value)
        );

    internal sealed class UtcTicks()
        : ValueConverter<DateTimeOffset, long>(value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
