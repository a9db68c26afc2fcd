using System.Text.RegularExpressions;
using Bunit;
using MudBlazor;

namespace Atlas.KmsPortal.Tests.Components;

/// <summary>mud-theme.css stands in for MudBlazor's theme provider: it sets what the installed version's provider would.</summary>
public sealed partial class ThemeTests : ComponentTest
{
    // Setting it freezes the inputs of the dark theme in light colors.
    private const string LeftToTheBrowser = "--mud-native-html-color-scheme";

    [Fact]
    public void Every_variable_of_the_installed_theme_provider_is_set_and_no_other()
    {
        var written = Names(Render<MudThemeProvider>().Markup);

        var set = Names(File.ReadAllText(Path.Combine(Tests.Simulator.Api.ApiHost.RepositoryRoot(), "wwwroot", "css", "mud-theme.css")));

        Assert.True(written.Count > 100, "The provider writes its variables no longer as it did.");
        Assert.Equal(written.Except([LeftToTheBrowser]).Order(), set.Order());
    }

    private static HashSet<string> Names(string css) => [.. Variable().Matches(css).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"(?<name>--mud-[\w-]+)\s*:", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
