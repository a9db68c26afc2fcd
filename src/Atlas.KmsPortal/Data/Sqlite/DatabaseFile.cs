namespace Atlas.KmsPortal.Data.Sqlite;

/// <summary>Where the database is.</summary>
/// <param name="Path">A whole path; a name when it is in memory.</param>
public sealed record DatabaseFile(string Path)
{
    /// <returns>What keeps the portal from starting, in a sentence; null when it is not the database.</returns>
    public string? WhyNot(Exception exception) => DatabaseTrouble.Of(exception)?.AtStart(Path);
}
