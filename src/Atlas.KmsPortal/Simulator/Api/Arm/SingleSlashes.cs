namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>
/// Azure Resource Manager overlooks empty parts of an address, and <c>az resource show</c> asks for
/// <c>…/providers/Microsoft.KeyVault//vaults/…</c>. Before routing.
/// </summary>
internal static class SingleSlashes
{
    public static void UseSingleSlashes(this IApplicationBuilder app, string[] paths) =>
        app.Use(
            (context, next) =>
            {
                var path = context.Request.Path;
                if (
                    path.Value is { } text
                    && text.Contains("//", StringComparison.Ordinal)
                    && Array.Exists(paths, under => path.StartsWithSegments(under, StringComparison.OrdinalIgnoreCase))
                )
                {
                    context.Request.Path = "/" + string.Join('/', text.Split('/', StringSplitOptions.RemoveEmptyEntries));
                }

                return next(context);
            }
        );
}
