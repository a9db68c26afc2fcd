using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Atlas.KmsPortal.Simulator.Api;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>Signs by hand, so that every part of the signature can be wrong on purpose.</summary>
public sealed partial class DigestOverHttpTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Target = "/api/atlas/v2/orgs?name=Ac";

    [Theory]
    [InlineData("algorithm=MD5, qop=auth")]
    [InlineData("algorithm=\"MD5\", qop=\"auth\"")]
    [InlineData("qop=auth")]
    [InlineData("algorithm=SHA-256, qop=auth")]
    [InlineData("algorithm=\"SHA-256\", qop=\"auth\"")]
    public async Task Every_spelling_of_algorithm_and_qop_signs_in(string variant)
    {
        var nonce = await NonceAsync();

        Assert.Equal(200, (await SendAsync(nonce, "00000001", variant)).Status);
    }

    [Fact]
    public async Task A_nonce_serves_again_with_another_count_and_each_count_once()
    {
        var nonce = await NonceAsync();

        Assert.Equal(200, (await SendAsync(nonce, "00000001")).Status);
        Assert.Equal(200, (await SendAsync(nonce, "00000005")).Status);
        Assert.Equal(200, (await SendAsync(nonce, "00000002")).Status);
        var replayed = await SendAsync(nonce, "00000005");
        Assert.Equal(401, replayed.Status);
        Assert.Contains("stale=false", Challenge(replayed));
    }

    [Fact]
    public async Task A_count_may_begin_anywhere_on_a_fresh_nonce()
    {
        Assert.Equal(200, (await SendAsync(await NonceAsync(), "0000002a")).Status);
    }

    [Fact]
    public async Task Of_many_replays_at_once_one_gets_in()
    {
        var nonce = await NonceAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => SendAsync(nonce, "00000001", cnonce: "same")));

        Assert.Single(answers, answer => answer.Status == 200);
    }

    [Fact]
    public async Task A_nonce_that_another_server_signed_is_not_stale_but_wrong()
    {
        using var other = new ApiHost();
        using var anonymous = other.Anonymous().Http;
        var answer = await new ApiClient(anonymous).GetAsync("/orgs");
        var foreign = NonceOf(answer);

        // Signed with other keys: not ours at all.
        var refused = await SendAsync(foreign, "00000001");

        Assert.Equal(401, refused.Status);
        Assert.Contains("stale=false", Challenge(refused));
    }

    [Fact]
    public async Task A_right_signature_over_a_nonce_of_an_earlier_process_is_stale_and_a_wrong_one_is_not()
    {
        using var earlier = host.Another();
        using var http = earlier.Anonymous().Http;
        var nonce = NonceOf(await new ApiClient(http).GetAsync("/orgs"));

        Assert.Contains("stale=true", Challenge(await SendAsync(nonce, "00000001")));
        Assert.Contains("stale=false", Challenge(await SendAsync(nonce, "00000001", wrong: ("password", "wrong"))));
    }

    [Theory]
    [InlineData("uri", "/api/atlas/v2/orgs")]
    [InlineData("uri", "/api/atlas/v2/orgs?name=ac")]
    [InlineData("uri", "/api/atlas/v2/groups")]
    [InlineData("realm", "Another")]
    [InlineData("username", "nobody")]
    [InlineData("username", "kmsreads")]
    [InlineData("password", "wrong")]
    [InlineData("method", "POST")]
    [InlineData("nonce", "dcd98b7102dd2f0e8b11d0f600bfb0c093")]
    [InlineData("cnonce-sent", "another")]
    [InlineData("nc-sent", "00000002")]
    [InlineData("response", "00000000000000000000000000000000")]
    [InlineData("response", "")]
    public async Task One_wrong_part_is_enough_to_stay_out(string part, string value)
    {
        var answer = await SendAsync(await NonceAsync(), "00000001", wrong: (part, value));

        answer.Refused(401, "USER_UNAUTHORIZED");
        Assert.Contains("stale=false", Challenge(answer));
    }

    [Fact]
    public async Task The_whole_address_will_do_for_the_uri()
    {
        var answer = await SendAsync(await NonceAsync(), "00000001", wrong: ("uri", host.Address.ToString().TrimEnd('/') + Target));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task One_challenge_is_offered_and_sha_256_is_accepted()
    {
        using var http = host.Anonymous().Http;

        var challenged = await new ApiClient(http).GetAsync("/orgs");
        var signed = await SendAsync(NonceOf(challenged), "00000001", "algorithm=SHA-256, qop=auth");

        Assert.Contains("algorithm=MD5", Assert.Single(challenged.Headers.GetValues("WWW-Authenticate")));
        signed.Ok();
    }

    [Fact]
    public async Task A_stranger_is_challenged_as_documented_before_the_body_is_looked_at()
    {
        using var http = host.Anonymous().Http;

        var answer = await new ApiClient(http).SendAsync(HttpMethod.Post, "/groups", new string('x', 300_000), type: "text/nonsense");

        answer.Refused(401, "USER_UNAUTHORIZED");
        Assert.Matches(
            "^Digest realm=\"MMS Public API\", domain=\"\", nonce=\"[A-Za-z0-9_-]+\", algorithm=MD5, qop=\"auth\", stale=false$",
            Challenge(answer)
        );
    }

    private async Task<string> NonceAsync()
    {
        using var http = host.Anonymous().Http;
        return NonceOf(await new ApiClient(http).GetAsync("/orgs"));
    }

    private async Task<ApiAnswer> SendAsync(
        string nonce,
        string count,
        string variant = "algorithm=MD5, qop=auth",
        string cnonce = "0a4f113b",
        (string Part, string Value)? wrong = null
    )
    {
        string Part(string name, string right) => wrong is var (part, value) && part == name ? value : right;

        var (user, realm) = (Part("username", DemoCredentials.OwnerKey), Part("realm", "MMS Public API"));
        var (uri, signedNonce) = (Part("uri", Target), Part("nonce", nonce));
        Func<string, string> hash = variant.Contains("SHA-256") ? Sha256 : Md5;
        var ha1 = hash($"{user}:{realm}:{Part("password", DemoCredentials.OwnerPrivateKey)}");
        var ha2 = hash($"{Part("method", "GET")}:{uri}");
        var response = Part("response", hash($"{ha1}:{signedNonce}:{count}:{cnonce}:auth:{ha2}"));

        using var http = host.Anonymous().Http;
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            $"Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{signedNonce}\", uri=\"{uri}\", response=\"{response}\", {variant}, "
                + $"nc={Part("nc-sent", count)}, cnonce=\"{Part("cnonce-sent", cnonce)}\""
        );
        return await new ApiClient(http).GetAsync("/" + Target);
    }

    private static string Challenge(ApiAnswer answer) => answer.Headers.GetValues("WWW-Authenticate").First();

    private static string NonceOf(ApiAnswer answer) => NonceIn().Match(Challenge(answer)).Groups[1].Value;

#pragma warning disable CA5351 // The protocol's choice.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex NonceIn();
}

public sealed class OfferedSha256Tests(OfferedSha256Tests.Host host) : IClassFixture<OfferedSha256Tests.Host>
{
    [Fact]
    public async Task A_second_challenge_offers_sha_256_where_it_is_asked_for()
    {
        using var http = host.Anonymous().Http;

        var challenges = (await new ApiClient(http).GetAsync("/orgs")).Headers.GetValues("WWW-Authenticate");

        Assert.Equal(["MD5", "SHA-256"], challenges.Select(challenge => challenge.Split("algorithm=")[1].Split(',')[0]));
    }

    public sealed class Host : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("AdminApi:Digest:OfferSha256", "true")];
    }
}
