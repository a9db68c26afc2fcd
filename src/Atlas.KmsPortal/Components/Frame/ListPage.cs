using System.Globalization;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>What an address says about the page of a list.</summary>
internal static class ListPage
{
    // No list here has more, and what is computed from it stays a number.
    private const int Last = 1_000_000;

    /// <returns>The first page for anything that is no page's number: an address may be mistyped.</returns>
    public static int NumberOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? Math.Min(number, Last) : 1;
}
