using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Tests.AdminApi;

public sealed class DigestTests
{
    private const string Nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private const string ClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    // The example of RFC 7616, section 3.9.1.
    [Theory]
    [InlineData(DigestAlgorithm.Md5, "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData(DigestAlgorithm.Sha256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_example_of_the_standard_comes_out(DigestAlgorithm algorithm, string expected)
    {
        var ha1 = algorithm.Secret("Mufasa", "http-auth@example.org", "Circle of Life");

        Assert.Equal(expected, algorithm.Response(ha1, Nonce, "00000001", ClientNonce, "GET", "/dir/index.html"));
    }

    [Theory]
    [InlineData("algorithm=MD5, qop=auth", DigestAlgorithm.Md5)]
    [InlineData("algorithm=\"MD5\", qop=\"auth\"", DigestAlgorithm.Md5)]
    [InlineData("algorithm=md5,qop=auth", DigestAlgorithm.Md5)]
    [InlineData("qop=auth", DigestAlgorithm.Md5)]
    [InlineData("algorithm=SHA-256, qop=auth", DigestAlgorithm.Sha256)]
    [InlineData("qop = \"auth\" , algorithm = \"SHA-256\"", DigestAlgorithm.Sha256)]
    public void Algorithm_and_qop_may_be_quoted_unquoted_or_in_any_order(string variant, DigestAlgorithm algorithm)
    {
        var first = DigestAuthorization.Parse($"Digest {variant}, {Rest}");
        var last = DigestAuthorization.Parse($"digest {Rest},{variant}");

        Assert.NotNull(first);
        Assert.Equal(first, last);
        Assert.Equal(algorithm, first.Algorithm);
        Assert.Equal("/api?x=\"1\"", first.Uri);
        Assert.Equal(10u, first.NonceCountValue);
    }

    [Theory]
    [InlineData("Digest")]
    [InlineData("Digest ")]
    [InlineData("Basic a21zOmtleQ==")]
    [InlineData("Digest username=")]
    [InlineData("Digest username=\"never closed")]
    [InlineData("Digest username=\"a\\")]
    [InlineData("Digest =,=,=")]
    [InlineData("Digest ,,,,")]
    [InlineData("Digest username=\"a\" realm=\"b\"")]
    [InlineData("Digest qop=auth-int, " + Rest)]
    [InlineData("Digest algorithm=MD5-sess, qop=auth, " + Rest)]
    [InlineData("Digest algorithm=SHA-512-256, qop=auth, " + Rest)]
    [InlineData("Digest qop=auth, userhash=true, " + Rest)]
    [InlineData("Digest qop=auth, nc=00000002, " + Rest)]
    [InlineData("Digest " + Rest)]
    [InlineData("Digest qop=auth, username=u, realm=r, nonce=n, uri=/, nc=000000010, cnonce=c, response=x")]
    [InlineData("Digest qop=auth, username=u, realm=r, nonce=n, uri=/, nc=-1, cnonce=c, response=x")]
    [InlineData("Digest qop=auth, username=u, realm=r, nonce=n, uri=/, nc=00000001, response=x")]
    public void Anything_else_is_no_digest_and_no_exception(string header)
    {
        Assert.Null(DigestAuthorization.Parse(header));
    }

    [Fact]
    public void The_challenge_is_the_documented_one()
    {
        Assert.Equal(
            "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"abc\", algorithm=MD5, qop=\"auth\", stale=false",
            new DigestChallenge("abc").ToString()
        );
    }

    private const string Rest =
        "username=\"kms\", realm=\"MMS Public API\", nonce=\"n\", uri=\"/api?x=\\\"1\\\"\", nc=0000000a, cnonce=\"c\", response=\"r\"";
}
