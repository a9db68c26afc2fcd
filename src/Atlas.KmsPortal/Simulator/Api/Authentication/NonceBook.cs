using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A nonce with our signature, whatever its age.</summary>
internal sealed record SignedNonce(string Text, DateTimeOffset IssuedAt, bool OfThisProcess);

internal enum NonceUse
{
    Fresh,

    /// <summary>The same count was used with it before.</summary>
    Replayed,

    /// <summary>Too old, or of an earlier process, whose record of uses is lost.</summary>
    Old,
}

/// <summary>Hands out digest nonces and remembers which counts were used with each. A count is good once, in any order.</summary>
/// <remarks>
/// A nonce carries its own time and process and is signed by Data Protection, whose keys outlive the process.
/// So nothing is kept for nonces that are never used, and one from before a restart is known as ours.
/// </remarks>
internal sealed class NonceBook(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How many uses are remembered. Past it the older half is forgotten, and with it their nonces' validity.</summary>
    internal const int MaxUses = 200_000;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("Atlas.KmsPortal.AdminApi.Nonce");
    private readonly byte[] _process = RandomNumberGenerator.GetBytes(8);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Uses> _book = new(StringComparer.Ordinal);
    private int _uses;
    private DateTimeOffset _forgottenUntil = DateTimeOffset.MinValue;

    public string Issue()
    {
        var content = new byte[24];
        _process.CopyTo(content, 0);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(8), clock.GetUtcNow().UtcTicks);
        RandomNumberGenerator.Fill(content.AsSpan(16));
        return WebEncoders.Base64UrlEncode(_protector.Protect(content));
    }

    /// <returns>Null when we never issued it.</returns>
    public SignedNonce? Read(string nonce)
    {
        lock (_gate)
        {
            // One that was used is ours: no need to check its signature each time.
            if (_book.TryGetValue(nonce, out var uses))
            {
                return new SignedNonce(nonce, uses.IssuedAt, OfThisProcess: true);
            }
        }

        try
        {
            var content = _protector.Unprotect(WebEncoders.Base64UrlDecode(nonce));
            var issuedAt = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(8)), TimeSpan.Zero);
            return new SignedNonce(nonce, issuedAt, content.AsSpan(0, 8).SequenceEqual(_process));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Marks the count as used, unless it cannot be. Call it only once the signature is known to be right, or strangers could fill the book.</summary>
    public NonceUse Use(SignedNonce nonce, uint count)
    {
        lock (_gate)
        {
            if (_uses >= MaxUses)
            {
                ForgetOlderHalf();
            }

            if (!nonce.OfThisProcess || IsOld(nonce.IssuedAt))
            {
                return NonceUse.Old;
            }

            if (!_book.TryGetValue(nonce.Text, out var uses))
            {
                _book[nonce.Text] = uses = new Uses(nonce.IssuedAt);
            }

            if (!uses.Counts.Add(count))
            {
                return NonceUse.Replayed;
            }

            _uses++;
            return NonceUse.Fresh;
        }
    }

    private bool IsOld(DateTimeOffset issuedAt) => issuedAt <= _forgottenUntil || clock.GetUtcNow() - issuedAt > s_life;

    // What is forgotten must not become usable again, so everything issued up to then counts as old from now on.
    private void ForgetOlderHalf()
    {
        var left = MaxUses / 2;
        foreach (var (nonce, uses) in _book.OrderBy(entry => entry.Value.IssuedAt).ToList())
        {
            if (_uses <= left && !IsOld(uses.IssuedAt))
            {
                return;
            }

            _book.Remove(nonce);
            _uses -= uses.Counts.Count;
            _forgottenUntil = uses.IssuedAt > _forgottenUntil ? uses.IssuedAt : _forgottenUntil;
        }
    }

    private sealed record Uses(DateTimeOffset IssuedAt)
    {
        public HashSet<uint> Counts { get; } = [];
    }
}
