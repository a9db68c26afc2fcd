using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.Tests.Architecture;

/// <summary>
/// The folders of a room share its namespace, so what they know of each other is read from the names of the types that each
/// declares.
/// </summary>
public sealed partial class InnerRoomTests
{
    /// <summary>A room's folders, each with those that it may know; <c>.</c> is what lies in the room itself.</summary>
    private static readonly Dictionary<string, Dictionary<string, string[]>> s_rooms = new(StringComparer.Ordinal)
    {
        ["Encryption"] = new(StringComparer.Ordinal)
        {
            ["Model"] = [],
            ["Regions"] = ["Model"],
            ["Ports"] = ["Model"],
            ["Rules"] = ["Model", "Regions"],
            ["Advice"] = ["Model", "Regions", "Rules"],
            ["State"] = ["Model", "Ports", "Rules"],
        },
        ["Simulator"] = new(StringComparer.Ordinal)
        {
            ["Time"] = [],
            ["CloudStore"] = [],
            ["Store"] = ["CloudStore", "Time"],
            ["Clouds"] = ["CloudStore", "Store", "Time"],
            ["Atlas"] = ["CloudStore", "Store", "Time"],
            ["."] = ["Atlas", "Clouds", "CloudStore", "Store", "Time"],
            ["Api"] = [".", "Atlas", "Clouds", "CloudStore", "Store", "Time"],
        },
    };

    // Types that share their name with properties all over; the folders' other types speak for them.
    private static readonly string[] s_ambiguous = ["DemoWorld", "Outcome", "Region", "Timing"];

    public static TheoryData<string, string> Folders =>
        [.. s_rooms.SelectMany(room => room.Value.Keys.Select(folder => (room.Key, folder)))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_only_its_neighbors(string room, string folder)
    {
        var declared = s_rooms[room].Keys.ToDictionary(name => name, name => Declared(room, name));
        var strangers =
            from file in FilesOf(room, folder)
            let words = Word().Matches(Comment().Replace(Source.Read(file), "")).Select(word => word.Value).ToHashSet()
            from other in declared.Keys.Except([folder, .. s_rooms[room][folder]])
            from type in declared[other]
            where words.Contains(type)
            select $"{Path.GetFileName(file)} knows {other}'s {type}";

        Assert.NotEmpty(declared[folder]);
        Assert.Empty(strangers);
    }

    [Theory]
    [InlineData("Encryption")]
    [InlineData("Simulator")]
    public void Every_folder_has_its_neighbors_and_no_circle(string room)
    {
        var folders = Directory.GetDirectories(Path.Combine(Source.Root, room)).Select(Path.GetFileName);

        Assert.Empty(folders.Except(s_rooms[room].Keys));
        Assert.Null(Circle.In(s_rooms[room]));
    }

    private static IEnumerable<string> FilesOf(string room, string folder) =>
        folder is "." ? Directory.EnumerateFiles(Path.Combine(Source.Root, room), "*.cs") : Source.Files(Path.Combine(room, folder));

    private static IReadOnlyList<string> Declared(string room, string folder) =>
        [
            .. FilesOf(room, folder)
                .SelectMany(file => Declaration().Matches(Source.Read(file)))
                .Select(declaration => declaration.Groups["name"].Value)
                .Except(s_ambiguous)
                .Distinct(),
        ];

    [GeneratedRegex(
        @"^(?:(?:public|internal|static|sealed|abstract|partial|readonly) )+(?:class|record struct|record|struct|enum|interface) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Declaration();

    // Not behind a dot: that is a member, or the name of a row's column.
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w+")]
    private static partial Regex Word();

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
