using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Keeps the listings in line with the projects, in the same transaction.</summary>
internal static class Listings
{
    private const int AtOnce = 100;

    /// <summary>For a project whose rows are at hand. Writes nothing where nothing is different.</summary>
    public static void Keep(PortalDbContext db, ProjectRows rows, DateTimeOffset now)
    {
        if (db.Entry(rows.Project).State is EntityState.Deleted)
        {
            if (rows.Listing is { } gone)
            {
                db.Remove(gone);
            }

            return;
        }

        var listing = ProjectListing.Of(rows.Snapshot(), now);
        if (rows.Listing is { } row)
        {
            (row.Name, row.SearchText, row.Waiting) = (listing.Name, listing.SearchText, listing.Waiting);
            (row.OwnerRank, row.ReaderRank) = (listing.OwnerRank, listing.ReaderRank);
            (row.OwnerStates, row.ReaderStates) = (listing.OwnerStates, listing.ReaderStates);
            return;
        }

        rows.Listing = RowOf(listing);
        db.Add(rows.Listing);
    }

    private static ProjectListingRow RowOf(ProjectListing listing) =>
        new()
        {
            ProjectId = listing.ProjectId,
            OrganizationId = listing.OrganizationId,
            Name = listing.Name,
            OwnerRank = listing.OwnerRank,
            ReaderRank = listing.ReaderRank,
            OwnerStates = listing.OwnerStates,
            ReaderStates = listing.ReaderStates,
            Waiting = listing.Waiting,
            SearchText = listing.SearchText,
        };

    /// <summary>For projects that the step has made: what it knows of them is all there is.</summary>
    public static void KeepNew(PortalDbContext db, DateTimeOffset now)
    {
        foreach (var project in db.ChangeTracker.Entries<ProjectRow>().Where(entry => entry.State is EntityState.Added).ToList())
        {
            var rows = new ProjectRows { Project = project.Entity, OrganizationName = "" };
            var id = project.Entity.Id;
            rows.Clusters.AddRange(db.ChangeTracker.Entries<ClusterRow>().Select(entry => entry.Entity).Where(row => row.ProjectId == id));
            Keep(db, rows, now);
        }
    }

    /// <summary>Makes those that are missing, as after an update from a version that had none.</summary>
    public static async Task MakeMissingAsync(SimulatorStep step, CancellationToken cancellationToken)
    {
        var missing = await step
            .Db.Projects.Where(project => !step.Db.ProjectListings.Any(row => row.ProjectId == project.Id))
            .Select(project => project.Id)
            .ToListAsync(cancellationToken);
        foreach (var some in missing.Chunk(AtOnce))
        {
            foreach (var rows in await ProjectRows.LoadAsync(step.Db, some, cancellationToken))
            {
                step.Inserts.Add(RowOf(ProjectListing.Of(rows.Snapshot(), step.Now)));
            }

            // What SQLite does with a command grows with the square of its length.
            await step.WriteSoFarAsync(cancellationToken);
        }
    }
}
