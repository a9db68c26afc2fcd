namespace Atlas.KmsPortal.Tests.Architecture;

/// <summary>The product's own source, as it lies in the repository.</summary>
internal static class Source
{
    public static string Root { get; } = Path.Combine(Repository(), "src", "Atlas.KmsPortal");

    /// <summary>What is compiled in a folder and below it.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));

    public static string Read(string file) => File.ReadAllText(file);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Atlas.KmsPortal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
