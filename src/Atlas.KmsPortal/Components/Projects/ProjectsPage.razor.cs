using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Projects;

/// <summary>
/// Every project that one may see, a page at a time. Search, filter and page stand in the address, so that they can be kept and
/// sent on. How many others there are costs nothing.
/// </summary>
public sealed partial class ProjectsPage(
    EncryptionState state,
    IProjectDirectory directory,
    IProjectAccess access,
    NavigationManager navigation
) : LivePage
{
    private const int PageSize = 25;

    private static readonly IReadOnlyList<Tile> s_tiles =
    [
        new("all", "project", "projects", null, "", ProjectStates.None),
        new("waiting", "waits for you", "wait for you", Glyph.Person, "turn", ProjectStates.YourTurn),
        new("advice", "with advice", "with advice", Glyph.Clock, "soft", ProjectStates.Advice),
        new("trouble", "in trouble", "in trouble", Glyph.Failed, "bad", ProjectStates.Trouble),
        new("own-keys", "uses your own keys", "use your own keys", Glyph.Key, "good", ProjectStates.UsesOwnKey),
    ];

    private IReadOnlyList<ProjectLine> _lines = [];
    private IReadOnlyDictionary<ProjectStates, int> _counts = new Dictionary<ProjectStates, int>();
    private int _found;
    private bool _ownsEverything;
    private (string? Search, string? Show, int Page)? _read;

    /// <summary>The search.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>The tile that is pressed.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>From 1.</summary>
    [SupplyParameterFromQuery]
    public string? Page { get; set; }

    private int Number => ListPage.NumberOf(Page);

    private int All => _counts.GetValueOrDefault(ProjectStates.None);

    private int Pages => Math.Max(1, (_found + PageSize - 1) / PageSize);

    private Tile Shown => s_tiles.FirstOrDefault(tile => tile.Show == Show) ?? s_tiles[0];

    protected override async Task OnParametersSetAsync()
    {
        // Reading for the first time is the base class's.
        if (IsRead && _read != (Q, Show, Number))
        {
            await ReadAgainAsync();
        }
    }

    protected override async Task ReadAsync()
    {
        var asked = (Q, Show, Number);
        var roles = await access.RolesAsync(Leaving);
        var found = await directory.FindAsync(new(roles, Q, Shown.State, (Number - 1) * PageSize, PageSize), Leaving);
        (_read, _found, _counts, _ownsEverything) = (asked, found.Found, found.Counts, roles.OwnsEverything);
        _lines =
        [
            .. from project in found.Projects
            let role = roles.In(project)
            where role is not ProjectRole.None
            select new ProjectLine(project.For(role)!, role, state.Now),
        ];
    }

    private int CountOf(Tile tile) => _counts.GetValueOrDefault(tile.State);

    private string PageAddress(int page) => navigation.GetUriWithQueryParameter("page", page == 1 ? null : page);

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
                    ["page"] = null,
                }
            ),
            replace: true
        );

    /// <param name="State">What a project has to be to count.</param>
    private sealed record Tile(string Show, string One, string Many, string? Icon, string Tone, ProjectStates State);
}
