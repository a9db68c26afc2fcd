using Deque.AxeCore.Playwright;

namespace Atlas.KmsPortal.E2E.Pages;

/// <summary>What keeps somebody out of a page as it stands, found by axe.</summary>
public static class Axe
{
    /// <param name="place">Where that is, for the message.</param>
    public static async Task<IEnumerable<string>> FindAsync(IPage page, string place)
    {
        var result = await page.RunAxe();
        return result.Violations.Select(violation =>
            $"{place}: {violation.Id}, {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"
        );
    }
}
