namespace Atlas.KmsPortal.Data;

/// <summary>A browser that somebody is signed in with. Its cookie only names it.</summary>
public sealed class SessionRow
{
    /// <summary>A hash of what the cookie says: who reads the database cannot make a cookie of it.</summary>
    public required string Id { get; init; }
    public required string UserId { get; init; }

    /// <summary>Who it is, as ASP.NET Core serializes it.</summary>
    public required byte[] Ticket { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last prolonged, which happens in its second half only.</summary>
    public required DateTimeOffset SeenAt { get; set; }
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>From where it was opened.</summary>
    public string? Address { get; init; }

    /// <summary>What the browser calls itself.</summary>
    public string? Browser { get; init; }
}
