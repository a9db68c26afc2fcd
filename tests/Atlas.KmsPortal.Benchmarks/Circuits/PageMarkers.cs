using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.Benchmarks.Circuits;

/// <summary>What a prerendered page says to the script that makes it live.</summary>
internal sealed partial record PageMarkers(IReadOnlyList<JsonNode> Components, string State)
{
    public static PageMarkers Of(string html) =>
        new(
            [
                .. Marker()
                    .Matches(html)
                    .Select(match => JsonNode.Parse(match.Groups["marker"].Value)!)
                    .Where(marker => marker["type"]?.GetValue<string>() is "server"),
            ],
            StateMarker().Match(html) is { Success: true } state ? state.Groups["state"].Value : ""
        );

    /// <summary>The first batch of root components, as the script sends it.</summary>
    public string Batch() =>
        new JsonObject
        {
            ["batchId"] = 1,
            ["operations"] = new JsonArray([
                .. Components.Select(
                    (marker, index) =>
                        new JsonObject
                        {
                            ["type"] = "add",
                            ["ssrComponentId"] = index + 1,
                            ["marker"] = marker.DeepClone(),
                        }
                ),
            ]),
        }.ToJsonString(JsonSerializerOptions.Web);

    [GeneratedRegex(
        "<!--Blazor:(?<marker>\\{.*?\\})-->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Marker();

    [GeneratedRegex(
        "<!--Blazor-Server-Component-State:(?<state>.*?)-->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex StateMarker();
}
