using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.Tests.Architecture;

/// <summary>The walls between the rooms: who may know whom, read from the source's own using lines.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>A room, and the rooms that it may know. A page's folder is a room, too.</summary>
    private static readonly Dictionary<string, string[]> s_rooms = new(StringComparer.Ordinal)
    {
        ["Encryption"] = [],
        ["AdminApi"] = ["Encryption"],
        ["Data"] = ["Encryption"],
        ["Throttling"] = ["Data"],
        ["Auditing"] = ["Data", "Encryption", "Throttling"],
        ["Accounts"] = ["Auditing", "Data", "Encryption", "Throttling"],
        ["Simulator"] = ["AdminApi", "Auditing", "Data", "Encryption", "Throttling"],
        ["Components"] = ["Accounts", "AdminApi.Requests", "Auditing", "Encryption"],
        // The one folder of the pages that knows what is simulated, and the rows that it is kept in.
        ["Components/Simulator"] = ["Accounts", "AdminApi.Requests", "Auditing", "Components", "Data", "Encryption", "Simulator"],
        ["Hosting"] = ["Accounts", "AdminApi", "Auditing", "Components", "Data", "Encryption", "Simulator", "Throttling"],
        // Program.cs.
        [""] = ["Hosting"],
    };

    public static TheoryData<string> Rooms => [.. s_rooms.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_its_neighbors(string room)
    {
        var strangers =
            from file in FilesOf(room)
            from Match use in Using().Matches(Source.Read(file))
            let known = use.Groups["space"].Value
            where !Within(known, room is "" ? "Program" : room.Replace('/', '.').Split('.')[0])
            where !s_rooms[room].Any(neighbor => Within(known, neighbor))
            select $"{Path.GetFileName(file)} knows {known}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void Every_folder_is_a_room()
    {
        var folders = Source
            .Files("")
            .Select(file => Path.GetRelativePath(Source.Root, Path.GetDirectoryName(file)!).Split('/', '.')[0])
            .Distinct();

        Assert.Empty(folders.Except(s_rooms.Keys));
    }

    [Fact]
    public void No_rooms_know_each_other_in_a_circle()
    {
        Assert.Null(Circle.In(s_rooms.Where(room => room.Key is not "Components/Simulator").ToDictionary()));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Text.Json")]
    public void The_domain_knows_no_technology(string technology)
    {
        var files = FilesOf("Encryption").Where(file => Source.Read(file).Contains($"using {technology}", StringComparison.Ordinal));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    [Fact]
    public void The_domain_knows_nothing_of_the_wire()
    {
        var files = FilesOf("Encryption").Where(file => Source.Read(file).Contains("\"/api/", StringComparison.Ordinal));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    [Fact]
    public void Time_comes_from_the_clock_that_is_injected()
    {
        var files = Source.Files("").Where(file => WallClock().IsMatch(Source.Read(file)));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    [Fact]
    public void Leaf_components_inject_nothing()
    {
        var files = Source
            .Files("Components/Shared")
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => Source.Read(file).Contains("@inject ", StringComparison.Ordinal));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    /// <summary>Razor drops a space between a tag and an expression: a screen reader would say "ApproveEUROPE_NORTH".</summary>
    [Fact]
    public void A_hidden_word_keeps_its_space()
    {
        var files = Source.Files("Components").Where(file => Source.Read(file).Contains("class=\"sr\"> @", StringComparison.Ordinal));

        Assert.Empty(files.Select(Path.GetFileName));
    }

    private static IEnumerable<string> FilesOf(string room) =>
        room switch
        {
            "" => Directory.EnumerateFiles(Source.Root, "*.cs"),
            "Components" => Source
                .Files(room)
                .Where(file => !Path.GetRelativePath(Source.Root, file).StartsWith("Components/Simulator/", StringComparison.Ordinal)),
            _ => Source.Files(room),
        };

    private static bool Within(string space, string room) => space == room || space.StartsWith(room + ".", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^@?using (?:static )?(?:\w+ = )?Atlas\.KmsPortal\.(?<space>[\w.]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Using();

    [GeneratedRegex(@"DateTime(?:Offset)?\.(?:Utc)?Now", RegexOptions.ExplicitCapture)]
    private static partial Regex WallClock();
}
