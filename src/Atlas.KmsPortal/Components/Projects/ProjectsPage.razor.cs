using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Projects;

/// <summary>Every project that one may see. Search and filter stand in the address, so that they can be kept and sent on.</summary>
public sealed partial class ProjectsPage(EncryptionState state, NavigationManager navigation) : LivePage
{
    private static readonly IReadOnlyList<Tile> s_tiles =
    [
        new("all", "project", "projects", null, "", _ => true),
        new("waiting", "waits for you", "wait for you", Glyph.Person, "turn", line => Has(line, Urgency.YourTurn)),
        new(
            "advice",
            "with advice",
            "with advice",
            Glyph.Clock,
            "soft",
            line => Has(line, Urgency.Advice) || line.WouldBeDisabled.Count > 0
        ),
        new("trouble", "in trouble", "in trouble", Glyph.Failed, "bad", line => Has(line, Urgency.Trouble)),
        new("own-keys", "uses your own keys", "use your own keys", Glyph.Key, "good", line => line.UsesOwnKey),
    ];

    private IReadOnlyList<ProjectLine> _lines = [];

    /// <summary>The search.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>The tile that is pressed.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    private Tile Shown => s_tiles.FirstOrDefault(tile => tile.Show == Show) ?? s_tiles[0];

    private IReadOnlyList<ProjectLine> Found => [.. _lines.Where(line => Shown.Holds(line) && line.Matches(Q ?? ""))];

    protected override async Task ReadAsync() =>
        _lines = [
            .. (await state.VisibleProjectsAsync(Leaving))
                .Select(visible => new ProjectLine(visible.Project, visible.Role, state.Now))
                .OrderBy(line => line.Rank)
                .ThenByDescending(line => line.WouldBeDisabled.Count)
                .ThenBy(line => line.Project.Name, StringComparer.OrdinalIgnoreCase),
        ];

    private static bool Has(ProjectLine line, Urgency urgency) => line.Outlook.NextSteps.Any(step => step.Urgency == urgency);

    private void SearchAsync(string search) => Go(search, Show);

    private void ShowAsync(Tile tile) => Go(Q, tile == s_tiles[0] ? null : tile.Show);

    private void ShowEverythingAsync() => Go(null, null);

    private void Go(string? search, string? show) =>
        navigation.NavigateTo(
            navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
                    ["show"] = show,
                }
            ),
            replace: true
        );

    /// <param name="Holds">Whether a project counts.</param>
    private sealed record Tile(string Show, string One, string Many, string? Icon, string Tone, Func<ProjectLine, bool> Holds);
}
