namespace Atlas.KmsPortal.Accounts;

/// <summary>An account of the demo world, which exists in Development only.</summary>
public sealed record DemoAccount(string Email, string Password, string Title, string Note);

/// <summary>The accounts that the README and the sign-in page offer in Development.</summary>
public static class DemoAccounts
{
    public const string OrganizationId = "65a000000000000000000001";

    public static DemoAccount Owner { get; } =
        new("owner@acme.example", "Owner-demo-1", "Project Owner", "owner@acme.example, all six projects");

    public static DemoAccount Reader { get; } =
        new("reader@acme.example", "Reader-demo-1", "Project Read Only", "reader@acme.example, sees everything but private endpoints");

    public static IReadOnlyList<DemoAccount> All { get; } = [Owner, Reader];

    public static IReadOnlyList<string> ProjectIds { get; } =
    [.. Enumerable.Range(1, 6).Select(number => $"65a0000000000000000000a{number}")];
}
