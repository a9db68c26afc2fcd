using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Simulator.Api;
using Atlas.KmsPortal.Throttling;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>What holds wherever programs show credentials.</summary>
public sealed class DoorsTests(DoorsTests.Host host) : IClassFixture<DoorsTests.Host>
{
    [Theory]
    [MemberData(nameof(Door.Names), MemberType = typeof(Door))]
    public async Task Who_is_refused_is_told_of_with_place_address_and_reason(string name)
    {
        var door = Door.Of(name);
        var from = Host.NewAddress();

        var answer = await door.KnockAsync(host, secret: "hunter2", from: from);

        Assert.Equal(401, answer.Status);
        door.AssertOwnShape(answer);
        var entry = Assert.Single(await host.EntriesAsync(from));
        Assert.Equal(AtlasEvents.CredentialsRefused, entry.EventType);
        Assert.Contains($"was refused at {door.Place}, from {from}. ", entry.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", entry.Summary + entry.After, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Door.Guessable), MemberType = typeof(Door))]
    public async Task Names_that_steer_a_log_do_not(string name)
    {
        var from = Host.NewAddress();

        await Door.Of(name).KnockAsync(host, account: "a%0d%0afail: forged\u001b[31m", from: from);

        Assert.All(await host.EntriesAsync(from), entry => Assert.DoesNotContain(entry.Summary + entry.Actor, char.IsControl));
    }

    [Theory]
    [MemberData(nameof(Door.Guessable), MemberType = typeof(Door))]
    public async Task Who_exists_is_not_told(string name)
    {
        var door = Door.Of(name);
        var unknown = new string('x', door.Account.Length);

        var (wrong, nobody) = (
            await door.KnockAsync(host, from: Host.NewAddress()),
            await door.KnockAsync(host, unknown, from: Host.NewAddress())
        );

        Assert.Equal((wrong.Status, wrong.Text), (nobody.Status, nobody.Text));
    }

    /// <summary>The owner's script calls from where it called before the restart.</summary>
    [Fact]
    public async Task A_restart_makes_no_stranger_of_an_owner()
    {
        var home = Host.NewAddress();
        await Door.Of("OAuth").KnockAsync(host, secret: null, from: home);

        var later = new KnownAddresses(Databases, TimeProvider.System);

        Assert.True(await later.KnowsAsync(DemoCredentials.ServiceAccount, home, TestContext.Current.CancellationToken));
        Assert.False(await later.KnowsAsync(DemoCredentials.ServiceAccount, Host.NewAddress(), TestContext.Current.CancellationToken));
        Assert.False(await later.KnowsAsync(DemoCredentials.OwnerKey, home, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Known_addresses_are_few_for_each_account_and_the_latest()
    {
        var known = new KnownAddresses(Databases, TimeProvider.System);
        for (var number = 0; number < 60; number++)
        {
            await known.RememberAsync("busy", $"192.0.2.{number}", TestContext.Current.CancellationToken);
        }

        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var kept = await database
            .KnownAddresses.Where(row => row.Account == "busy")
            .Select(row => row.Network)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(50, kept.Count);
        Assert.Contains("192.0.2.59", kept);
    }

    [Fact]
    public async Task The_demo_worlds_keys_are_told_of_where_they_are_created()
    {
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);

        var told = await database
            .Audit.Where(row => row.EventType == AtlasEvents.ApiKeyCreated)
            .CountAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, told);
    }

    private IDbContextFactory<PortalDbContext> Databases => host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    /// <summary>Believes what it is told of addresses. No guess comes back by itself, however long a test takes.</summary>
    public class Host : ApiHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton(new GuessLimits(new FakeTimeProvider())));
        }

        protected override IEnumerable<(string Key, string Value)> Settings => [("ForwardedHeaders:KnownProxies", "127.0.0.1,::1")];

        public static string NewAddress() => $"10.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}.{Random.Shared.Next(1, 255)}";

        /// <summary>What the audit log tells of an address.</summary>
        public async Task<List<AuditRow>> EntriesAsync(string address)
        {
            await using var database = await Services
                .GetRequiredService<IDbContextFactory<PortalDbContext>>()
                .CreateDbContextAsync(TestContext.Current.CancellationToken);
            return await database
                .Audit.Where(row => row.Summary.Contains($"from {address}."))
                .ToListAsync(TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>Each with a portal of its own, whose patience is used up.</summary>
public sealed class GuessedDoorsTests : IDisposable
{
    private readonly DoorsTests.Host _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Door.Guessable), MemberType = typeof(Door))]
    public async Task Guessing_is_slowed_and_keeps_no_owner_out(string name)
    {
        var door = Door.Of(name);
        var (home, stranger) = (DoorsTests.Host.NewAddress(), DoorsTests.Host.NewAddress());
        Assert.Equal(200, (await door.KnockAsync(_host, secret: null, from: home)).Status);

        var answers = new List<ApiAnswer>();
        for (var guess = 0; guess <= GuessLimits.Secrets.Address; guess++)
        {
            answers.Add(await door.KnockAsync(_host, from: stranger));
        }

        Assert.All(answers[..^1], answer => Assert.Equal(401, answer.Status));
        var late = answers[^1];
        Assert.Equal(429, late.Status);
        Assert.InRange(late.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 900);
        door.AssertOwnShape(late);
        // Being right is of no use then, to a stranger.
        Assert.Equal(429, (await door.KnockAsync(_host, secret: null, from: stranger)).Status);
        Assert.Equal(429, (await door.KnockAsync(_host, secret: null, from: DoorsTests.Host.NewAddress())).Status);
        Assert.Equal(200, (await door.KnockAsync(_host, secret: null, from: home)).Status);
        Assert.InRange((await _host.EntriesAsync(stranger)).Count, 2, 5);
    }

    [Fact]
    public async Task Tokens_that_are_none_are_refused_faster_and_a_right_one_is_heard_all_the_same()
    {
        var from = DoorsTests.Host.NewAddress();
        var door = Door.Of("ARM");
        for (var guess = 0; guess < GuessLimits.Secrets.Address; guess++)
        {
            Assert.Equal(401, (await door.KnockAsync(_host, from: from)).Status);
        }

        Assert.Equal(429, (await door.KnockAsync(_host, from: from)).Status);
        Assert.Equal(200, (await door.KnockAsync(_host, secret: null, from: from)).Status);
    }
}

public sealed class DoorAccessListTests(DoorAccessListTests.Host host) : IClassFixture<DoorAccessListTests.Host>
{
    [Theory]
    [MemberData(nameof(Door.Names), MemberType = typeof(Door))]
    public async Task An_address_that_is_not_on_the_list_is_kept_out(string name)
    {
        var door = Door.Of(name);

        var (wrong, right) = (
            await door.KnockAsync(host, from: "192.0.2.1"),
            await door.KnockAsync(host, secret: name.EndsWith("digest", StringComparison.Ordinal) ? "any" : null, from: "192.0.2.1")
        );

        Assert.Equal((403, 403), (wrong.Status, right.Status));
        door.AssertOwnShape(wrong);
        Assert.Contains(
            await host.EntriesAsync("192.0.2.1"),
            entry => entry.Summary.StartsWith($"Somebody was refused at {door.Place}", StringComparison.Ordinal)
        );
        Assert.Equal(401, (await door.KnockAsync(host, from: "10.1.2.3")).Status);
    }

    public sealed class Host : DoorsTests.Host
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [.. base.Settings, ("AdminApi:IpAccessList", "10.0.0.0/8,127.0.0.1")];
    }
}

public sealed class DoorRateLimitTests(DoorRateLimitTests.Host host) : IClassFixture<DoorRateLimitTests.Host>
{
    [Theory]
    [MemberData(nameof(Door.Names), MemberType = typeof(Door))]
    public async Task Past_the_limit_comes_429_in_the_door_s_own_words(string name)
    {
        var door = Door.Of(name);
        var from = $"192.0.2.{Door.All.ToList().IndexOf(door)}";

        var answers = new List<ApiAnswer>();
        for (var time = 0; time < 4; time++)
        {
            answers.Add(await door.KnockAsync(host, from: from));
        }

        Assert.Equal([401, 401, 401, 429], answers.Select(answer => answer.Status));
        var late = answers[^1];
        Assert.NotNull(late.Headers.RetryAfter);
        Assert.Equal("0", Assert.Single(late.Headers.GetValues("RateLimit-Remaining")));
        door.AssertOwnShape(late);
    }

    [Theory]
    [InlineData("controls")]
    [InlineData("ARM")]
    [InlineData("Graph")]
    public async Task A_caller_has_one_bucket_for_all_doors(string name)
    {
        var door = Door.Of(name);
        ApiAnswer answer;
        var token = await host.TokenAsync();
        var times = 0;
        do
        {
            answer = await door.KnockAsync(host, secret: token, from: "192.0.2.200");
            times++;
        } while (answer.Status != 429 && times < 5);

        Assert.Equal(429, answer.Status);
        door.AssertOwnShape(answer);
    }

    public sealed class Host : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [
                ("ForwardedHeaders:KnownProxies", "127.0.0.1,::1"),
                ("Simulator:RateLimit:Capacity", "3"),
                ("Simulator:RateLimit:Refill", "0.001"),
            ];
    }
}
