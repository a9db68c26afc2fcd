using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Data;

/// <summary>A project as lists are sorted, searched and counted by; written with what it follows from.</summary>
/// <inheritdoc cref="ProjectListing"/>
public sealed class ProjectListingRow
{
    public required string ProjectId { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; set; }
    public int OwnerRank { get; set; }
    public int ReaderRank { get; set; }
    public ProjectStates OwnerStates { get; set; }
    public ProjectStates ReaderStates { get; set; }
    public int Waiting { get; set; }
    public required string SearchText { get; set; }
}
