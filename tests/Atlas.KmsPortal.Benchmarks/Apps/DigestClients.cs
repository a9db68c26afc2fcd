using System.Security.Cryptography;
using System.Text;

namespace Atlas.KmsPortal.Benchmarks.Apps;

/// <summary>Sign with one nonce a client and a growing count, as curl does on a kept connection.</summary>
internal sealed class DigestClients(PortalUnderTest portal, int count) : IDisposable
{
    private const string Realm = "MMS Public API";
    private static readonly string s_secret = Hash($"{PortalUnderTest.PublicKey}:{Realm}:{PortalUnderTest.PrivateKey}");
    private readonly HttpClient[] _clients = [.. Enumerable.Range(0, count).Select(_ => portal.NewClient())];
    private readonly string?[] _nonces = new string?[count];
    private readonly int[] _counts = new int[count];

    public async Task GetAsync(string path, int client)
    {
        // The first is answered with a nonce, and so is one whose nonce has grown old.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (_nonces[client] is { } nonce)
            {
                request.Headers.TryAddWithoutValidation("Authorization", Sign(nonce, ++_counts[client], path));
            }

            using var answer = await _clients[client].SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            _nonces[client] = answer.Headers.GetValues("WWW-Authenticate").First().Split("nonce=\"")[1].Split('"')[0];
            _counts[client] = 0;
        }

        throw new InvalidOperationException($"The portal did not accept a signed request for {path}.");
    }

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    private static string Sign(string nonce, int number, string path)
    {
        var nc = number.ToString("x8");
        var response = Hash($"{s_secret}:{nonce}:{nc}:c:auth:{Hash($"GET:{path}")}");
        return $"Digest username=\"{PortalUnderTest.PublicKey}\", realm=\"{Realm}\", nonce=\"{nonce}\", uri=\"{path}\", algorithm=MD5, "
            + $"qop=auth, nc={nc}, cnonce=\"c\", response=\"{response}\"";
    }

#pragma warning disable CA5351 // The scheme says MD5.
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
