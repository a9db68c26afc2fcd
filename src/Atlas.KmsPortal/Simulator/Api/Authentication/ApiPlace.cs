namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The APIs by their names, for the audit log.</summary>
internal static class ApiPlace
{
    public static string Of(PathString path)
    {
        return path switch
        {
            _ when Under("/api/oauth") => "the OAuth token endpoint",
            _ when Under("/api") => "the Admin API",
            _ when Under("/simulator") => "the simulator’s controls",
            _ when Under(GraphApi.Root) => "Microsoft Graph",
            _ when path.Value?.Contains("/oauth2/", StringComparison.OrdinalIgnoreCase) is true => "Microsoft Entra’s token endpoint",
            _ => "Azure Resource Manager",
        };

        bool Under(string root) => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase);
    }
}
