using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.Tests.Architecture;

/// <summary>The walls between the rooms: who may know whom, read from the source's own using lines.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>A room, and the rooms that it may know.</summary>
    public static TheoryData<string, string[]> Rooms =>
        new()
        {
            { "Encryption", [] },
            { "AdminApi", ["Encryption"] },
            { "Data", ["Encryption", "Accounts"] },
            { "Accounts", ["Data", "Encryption"] },
            { "Auditing", ["Data", "Encryption"] },
            { "Simulator", ["AdminApi", "Auditing", "Data", "Encryption"] },
        };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_its_neighbours(string room, string[] neighbours)
    {
        var strangers =
            from file in Sources(room)
            from Match use in Using().Matches(File.ReadAllText(file))
            let other = use.Groups["room"].Value
            where other != room && !neighbours.Contains(other)
            select $"{Path.GetFileName(file)} knows {other}";

        Assert.Empty(strangers);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Text.Json")]
    public void The_domain_knows_no_technology(string technology)
    {
        var files = Sources("Encryption").Where(file => File.ReadAllText(file).Contains($"using {technology}", StringComparison.Ordinal));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    [Fact]
    public void Time_comes_from_the_clock_that_is_injected()
    {
        var files = Sources("").Where(file => WallClock().IsMatch(File.ReadAllText(file)));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    [Fact]
    public void Leaf_components_inject_nothing()
    {
        var files = Sources(Path.Combine("Components", "Shared"), "*.razor")
            .Where(file => File.ReadAllText(file).Contains("@inject ", StringComparison.Ordinal));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    private static IEnumerable<string> Sources(string folder, string pattern = "*.cs") =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot(), "src", "Atlas.KmsPortal", folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Atlas.KmsPortal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }

    [GeneratedRegex($@"^using (?:static )?Atlas\.KmsPortal\.(?<room>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Using();

    [GeneratedRegex(@"DateTime(?:Offset)?\.(?:Utc)?Now", RegexOptions.ExplicitCapture)]
    private static partial Regex WallClock();
}
