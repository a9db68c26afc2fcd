namespace Atlas.KmsPortal.Encryption;

/// <summary>Says what is wrong with the name of a region, and which name was probably meant.</summary>
internal static class RegionRules
{
    /// <param name="field">The Admin API's name of the field that holds it.</param>
    public static Blocker Unknown(CloudProvider provider, string region, string field) =>
        new(
            AtlasCode.InvalidRegion,
            $"{region} is not a region",
            $"{region} is not a region of {provider.DisplayName()} in Atlas.{Hint(provider, region)}",
            field,
            [region]
        );

    /// <summary>A sentence with the name to use instead, and a blank before it; empty where nobody can tell.</summary>
    public static string Hint(CloudProvider provider, string region) =>
        RegionCatalog.Meant(provider, region) is { } meant ? $" Use Atlas's name for it, {meant.Name}."
        : Enum.GetValues<CloudProvider>().Select(other => RegionCatalog.Meant(other, region)).OfType<Region>().FirstOrDefault()
            is { } foreign
            ? $" It is a region of {foreign.Provider.DisplayName()}."
        : "";
}
