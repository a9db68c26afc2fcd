namespace Atlas.KmsPortal.Components.Shared;

/// <summary>Whether a cluster's region has its way to the vault.</summary>
public enum Coverage
{
    /// <summary>The cluster has no node there.</summary>
    NotUsed,
    Covered,
    Missing,

    /// <summary>An endpoint is on its way; nobody has to do anything.</summary>
    OnItsWay,

    /// <summary>An endpoint waits for approval.</summary>
    YourTurn,

    /// <summary>An endpoint without a cluster.</summary>
    Spare,

    /// <summary>The cluster does not use the project's key.</summary>
    NotYourKey,
}

/// <summary>A cluster's line in the matrix.</summary>
/// <param name="Note">Beside the name: "M30, 2 regions".</param>
/// <param name="Cells">By region name; a region that is left out is not used.</param>
public sealed record CoverageRow(string Name, string? Note, IReadOnlyDictionary<string, Coverage> Cells)
{
    public Coverage In(string region) => Cells.GetValueOrDefault(region, Coverage.NotUsed);
}
