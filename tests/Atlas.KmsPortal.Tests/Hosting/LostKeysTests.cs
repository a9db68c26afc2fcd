using Atlas.KmsPortal.Tests.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>A database whose protection keys are gone: the portal starts, says what is lost, and answers truly.</summary>
public sealed class LostKeysTests
{
    [Fact]
    public async Task What_is_lost_is_said_at_start_and_keys_are_refused()
    {
        await using var first = new ApiHost();
        Directory.Delete(first.KeysFolder, recursive: true);
        await using var second = first.Another();

        var said = Assert.Single(second.Log.Messages, message => message.Contains("cannot be read any more", StringComparison.Ordinal));
        Assert.StartsWith($"2 API keys and 2 secrets of projects in {first.DatabasePath} cannot", said, StringComparison.Ordinal);
        Assert.Contains(first.KeysFolder, said, StringComparison.Ordinal);
        (await second.Owner().GetAsync("/groups")).Refused(401, "USER_UNAUTHORIZED");
        // Service accounts are kept as hashes, which need no key.
        (await (await second.ServiceAccountAsync()).GetAsync("/groups")).Ok();
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_is_lost()
    {
        await using var first = new ApiHost();
        await using var second = first.Another();

        Assert.DoesNotContain(second.Log.Messages, message => message.Contains("cannot be read any more", StringComparison.Ordinal));
    }
}
