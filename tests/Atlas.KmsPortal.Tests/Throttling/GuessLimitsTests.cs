using System.Net;
using Atlas.KmsPortal.Throttling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Throttling;

public sealed class GuessLimitsTests
{
    private static readonly GuessAllowance s_passwords = GuessLimits.Passwords;
    private readonly FakeTimeProvider _clock = new();
    private readonly GuessLimits _limits;

    public GuessLimitsTests() => _limits = new(_clock);

    [Fact]
    public void Strangers_share_what_one_account_allows()
    {
        for (var guess = 0; guess < s_passwords.Strangers; guess++)
        {
            Assert.Null(_limits.Begin(s_passwords, Stranger($"192.0.2.{guess}", "OWNER")));
        }

        Assert.Equal(TimeSpan.FromMinutes(3), _limits.Begin(s_passwords, Stranger("192.0.2.99", "OWNER")));
        Assert.Null(_limits.Begin(s_passwords, Stranger("192.0.2.99", "SOMEBODY ELSE")));
    }

    [Fact]
    public void One_address_may_be_wrong_about_so_many_accounts()
    {
        for (var guess = 0; guess < s_passwords.Address; guess++)
        {
            Assert.Null(_limits.Begin(s_passwords, Stranger("192.0.2.1", $"ACCOUNT {guess}")));
        }

        Assert.NotNull(_limits.Begin(s_passwords, Stranger("192.0.2.1", "ONE MORE")));
        Assert.Null(_limits.Begin(s_passwords, Stranger("192.0.2.2", "ONE MORE")));
    }

    [Fact]
    public void Whoever_was_right_before_is_kept_out_by_nobody_but_themselves()
    {
        for (var guess = 0; guess < 1000; guess++)
        {
            _limits.Begin(s_passwords, Stranger($"192.0.2.{guess % 250}", "OWNER"));
        }

        var owner = new Claimant("192.0.2.1", "OWNER", KnownBy: "browser");
        for (var guess = 0; guess < s_passwords.Known; guess++)
        {
            Assert.Null(_limits.Begin(s_passwords, owner));
        }

        Assert.NotNull(_limits.Begin(s_passwords, owner));
    }

    [Fact]
    public void Time_brings_guesses_back_one_by_one()
    {
        while (_limits.Begin(s_passwords, Stranger("192.0.2.1", "OWNER")) is null) { }

        _clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Null(_limits.Begin(s_passwords, Stranger("192.0.2.1", "OWNER")));
        Assert.NotNull(_limits.Begin(s_passwords, Stranger("192.0.2.1", "OWNER")));
    }

    [Fact]
    public void What_was_right_costs_nothing()
    {
        for (var time = 0; time < 100; time++)
        {
            Assert.Null(_limits.Begin(s_passwords, Stranger("192.0.2.1", "OWNER")));
            _limits.Succeed(s_passwords, Stranger("192.0.2.1", "OWNER"));
        }
    }

    [Fact]
    public void Of_many_at_once_no_more_get_through()
    {
        var through = 0;
        Parallel.For(
            0,
            1000,
            _ =>
            {
                if (_limits.Begin(s_passwords, Stranger("192.0.2.1", "OWNER")) is null)
                {
                    Interlocked.Increment(ref through);
                }
            }
        );

        Assert.Equal(s_passwords.Strangers, through);
    }

    [Fact]
    public void However_many_come_memory_stays_small_and_the_busiest_are_remembered()
    {
        while (_limits.Begin(s_passwords, Stranger("192.0.2.1", "OWNER")) is null) { }

        for (var stranger = 0; stranger < 50_000; stranger++)
        {
            _limits.Begin(s_passwords, Stranger($"10.{stranger >> 16}.{(stranger >> 8) & 255}.{stranger & 255}", $"NOBODY {stranger}"));
        }

        Assert.InRange(_limits.Count, 1, 20_010);
        Assert.NotNull(_limits.Begin(s_passwords, Stranger("192.0.2.1", "OWNER")));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void A_network_that_somebody_has_as_a_whole_counts_as_one(string address, string network)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

        Assert.Equal(network, ClientAddress.NetworkOf(context));
    }

    private static Claimant Stranger(string network, string account) => new(network, account, KnownBy: null);
}
