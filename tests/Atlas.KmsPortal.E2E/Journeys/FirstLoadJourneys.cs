using System.IO.Compression;
using Atlas.KmsPortal.E2E.Fixtures;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>What the first visit of a wizard page costs over the wire.</summary>
public sealed class FirstLoadJourneys(BrowserFixture browser) : Journey(browser)
{
    private const int MaxBytes = 125_000;
    private const int MaxRequests = 12;

    [Fact]
    public async Task The_set_up_page_is_small_and_every_text_is_compressed()
    {
        await SignInAsOwnerAsync();
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await using var cold = await Page.Context.Browser!.NewContextAsync(
            new() { BaseURL = Portal.BaseAddress.ToString(), StorageState = await Page.Context.StorageStateAsync() }
        );
        var page = await cold.NewPageAsync();
        List<IResponse> answers = [];
        page.Response += (_, answer) => answers.Add(answer);

        await page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/set-up", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Set Up Private Networking for Azure" })).ToBeVisibleAsync();

        Assert.True(answers.Count <= MaxRequests, string.Join('\n', answers.Select(answer => answer.Url)));
        Assert.DoesNotContain(answers, answer => answer.Url.Contains(".woff", StringComparison.Ordinal));
        var bytes = 0;
        foreach (var answer in answers)
        {
            var body = await answer.BodyAsync();
            var encoding = await answer.HeaderValueAsync("content-encoding");
            // A few hundred bytes do not get smaller.
            if (IsText(await answer.HeaderValueAsync("content-type") ?? "") && body.Length > 1_000)
            {
                Assert.Contains(encoding, new[] { "br", "gzip" });
                bytes += Published(body);
            }
            else
            {
                bytes += body.Length;
            }

            bytes += (await answer.Request.SizesAsync()).ResponseHeadersSize;
        }

        Assert.InRange(bytes, 50_000, MaxBytes);
    }

    private static bool IsText(string type) =>
        type.Contains("text/", StringComparison.Ordinal)
        || type.Contains("javascript", StringComparison.Ordinal)
        || type.Contains("svg", StringComparison.Ordinal);

    // A build compresses with gzip only; publishing, as the image does, with Brotli as well as it can.
    private static int Published(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(body);
        }

        return (int)compressed.Length;
    }
}
