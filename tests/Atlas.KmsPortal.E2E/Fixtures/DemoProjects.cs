namespace Atlas.KmsPortal.E2E.Fixtures;

/// <summary>The demo world's projects, and what its vault is called.</summary>
public static class DemoProjects
{
    public const string Retail = "65a0000000000000000000a1";
    public const string Payments = "65a0000000000000000000a2";
    public const string Analytics = "65a0000000000000000000a3";
    public const string Playground = "65a0000000000000000000a4";
    public const string Archive = "65a0000000000000000000a5";
    public const string LedgerAws = "65a0000000000000000000a6";

    public static IReadOnlyList<string> All { get; } = [Retail, Payments, Analytics, Playground, Archive, LedgerAws];
}
