using Atlas.KmsPortal.Simulator.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class NonceBookTests
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_count_is_good_once_in_any_order()
    {
        var book = new NonceBook(_keys, _clock);
        var nonce = book.Read(book.Issue())!;

        Assert.Equal(NonceUse.Fresh, book.Use(nonce, 7));
        Assert.Equal(NonceUse.Fresh, book.Use(nonce, 2));
        Assert.Equal(NonceUse.Replayed, book.Use(nonce, 7));
        Assert.Equal(NonceUse.Replayed, book.Use(nonce, 2));
    }

    [Fact]
    public async Task Of_many_that_use_one_count_at_once_one_gets_in()
    {
        var book = new NonceBook(_keys, _clock);
        var nonce = book.Read(book.Issue())!;

        var uses = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => book.Use(nonce, 1))));

        Assert.Single(uses, use => use is NonceUse.Fresh);
    }

    [Fact]
    public void A_nonce_grows_old()
    {
        var book = new NonceBook(_keys, _clock);
        var nonce = book.Read(book.Issue())!;

        _clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(NonceUse.Old, book.Use(nonce, 1));
    }

    [Fact]
    public void A_nonce_of_an_earlier_process_is_old_and_not_forged()
    {
        var earlier = new NonceBook(_keys, _clock).Issue();
        var book = new NonceBook(_keys, _clock);

        var nonce = book.Read(earlier);

        Assert.NotNull(nonce);
        Assert.Equal(NonceUse.Old, book.Use(nonce, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dcd98b7102dd2f0e8b11d0f600bfb0c093")]
    [InlineData("not base64 §")]
    public void Anything_else_is_not_ours(string nonce)
    {
        Assert.Null(new NonceBook(_keys, _clock).Read(nonce));
        Assert.Null(new NonceBook(_keys, _clock).Read(new NonceBook(new EphemeralDataProtectionProvider(), _clock).Issue()));
    }

    [Fact]
    public void What_the_book_forgets_does_not_become_usable_again()
    {
        var book = new NonceBook(_keys, _clock);
        var first = book.Read(book.Issue())!;
        Assert.Equal(NonceUse.Fresh, book.Use(first, 1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        var second = book.Read(book.Issue())!;
        for (var count = 0u; count < NonceBook.MaxUses; count++)
        {
            book.Use(second, count);
        }

        Assert.Equal(NonceUse.Old, book.Use(first, 1));
        Assert.Equal(NonceUse.Old, book.Use(second, 0));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(NonceUse.Fresh, book.Use(book.Read(book.Issue())!, 1));
    }
}
