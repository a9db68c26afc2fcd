namespace Atlas.KmsPortal.Components.Shared;

/// <summary>Element ids that are unique on the page, for labels and descriptions.</summary>
internal static class Ids
{
    private static int s_last;

    public static string New(string prefix) => $"{prefix}-{Interlocked.Increment(ref s_last)}";
}
