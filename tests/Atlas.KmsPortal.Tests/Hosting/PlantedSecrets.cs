using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Simulator.Api;
using Atlas.KmsPortal.Tests.Accounts;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>
/// A portal that was told a secret of every kind: saved, only typed, refused, and sent where it does not belong. Everything that it
/// logs is kept, down to traces, and so is every answer.
/// </summary>
public sealed class PlantedSecrets : ApiHost, IAsyncLifetime
{
    private const string Mark = "S3CR3T-of-the-";
    private readonly List<string> _secrets = [];
    private readonly List<(string From, string Text)> _answers = [];

    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>What was answered to whoever sent the secrets.</summary>
    internal IReadOnlyList<(string From, string Text)> Answers => _answers;

    internal SignedInBrowser OwnerBrowser { get; private set; } = null!;

    internal SignedInBrowser ReaderBrowser { get; private set; } = null!;

    internal ApiClient OwnerKey { get; private set; } = null!;

    internal ApiClient Account { get; private set; } = null!;

    /// <summary>One that tells a webhook.</summary>
    public string AlertConfigId { get; private set; } = "";

    internal IDbContextFactory<PortalDbContext> Databases => Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Logging:LogLevel:Default", "Trace");
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
    }

    public async ValueTask InitializeAsync()
    {
        await GivePeopleAndProgramsAsync();
        await SaveKeyServicesAsync();
        await TypeAsync();
        await NotifyAsync();
        await SendWhereItDoesNotBelongAsync();
    }

    /// <summary>A new secret of a kind, as nothing else is spelled.</summary>
    private string Secret(string kind)
    {
        var secret = $"{Mark}{kind.Replace(' ', '-')}-{Guid.NewGuid():n}";
        _secrets.Add(secret);
        return secret;
    }

    private async Task KeepAsync(string from, Task<ApiAnswer> answer)
    {
        var got = await answer;
        _answers.Add((from, $"{got.Headers}{got.ContentHeaders}{got.Text}"));
    }

    private async Task GivePeopleAndProgramsAsync()
    {
        OwnerBrowser = await SignedInBrowser.OpenAsync(
            Address,
            await PersonAsync("owner", Membership.OrgOwner, Demo.Organization),
            _secrets[^1]
        );
        ReaderBrowser = await SignedInBrowser.OpenAsync(
            Address,
            await PersonAsync("reader", Membership.GroupReadOnly, Demo.Payments),
            _secrets[^1]
        );
        foreach (var cookie in OwnerBrowser.Cookies.GetAllCookies().Concat(ReaderBrowser.Cookies.GetAllCookies()))
        {
            if (cookie.Name == "kms-portal")
            {
                _secrets.Add(cookie.Value);
            }
        }

        const string Key = "planted1";
        const string ServiceAccount = "mdb_sa_id_65a0000000000000000000c1";
        var (privateKey, clientSecret) = (Secret("API key"), Secret("service account"));
        var credentials = Services.GetRequiredService<ApiCredentials>();
        await using (var database = await Databases.CreateDbContextAsync())
        {
            database.ApiKeys.Add(credentials.NewApiKey(Key, privateKey, "planted"));
            database.ServiceAccounts.Add(credentials.NewServiceAccount(ServiceAccount, clientSecret, "planted"));
            foreach (var program in new[] { Key, ServiceAccount })
            {
                database.ApiRoles.AddRange(
                    Role(program, Demo.Organization, "ORG_OWNER"),
                    Role(program, Demo.Payments, "GROUP_OWNER"),
                    Role(program, Demo.Retail, "GROUP_OWNER"),
                    Role(program, Demo.LedgerAws, "GROUP_OWNER")
                );
            }

            await database.SaveChangesAsync();
        }

        OwnerKey = Client(Key, privateKey);
        var token = await TokenAsync(ServiceAccount, clientSecret);
        _secrets.Add(token);
        var bearer = new HttpClient { BaseAddress = Address };
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Account = new ApiClient(bearer);
    }

    private static ApiRoleRow Role(string principal, string scope, string role) =>
        new()
        {
            Principal = principal,
            ScopeId = scope,
            Role = role,
        };

    private async Task<string> PersonAsync(string name, string role, string scopeId)
    {
        var email = $"{name}@planted.example";
        await using var scope = Services.CreateAsyncScope();
        var user = new PortalUser { UserName = email, Email = email };
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        Assert.True((await users.CreateAsync(user, Secret($"{name}'s password"))).Succeeded);
        await using var database = await Databases.CreateDbContextAsync();
        database.Memberships.Add(
            new MembershipRow
            {
                UserId = user.Id,
                ScopeId = scopeId,
                Role = role,
            }
        );
        await database.SaveChangesAsync();
        return email;
    }

    private async Task SaveKeyServicesAsync()
    {
        await KeepAsync(
            "Azure",
            OwnerKey.PatchAsync(Demo.EncryptionAtRest(Demo.Payments), new { azureKeyVault = new { secret = Secret("client secret") } })
        );
        await KeepAsync(
            "Google",
            OwnerKey.PatchAsync(
                Demo.EncryptionAtRest(Demo.Retail),
                new
                {
                    googleCloudKms = new
                    {
                        enabled = true,
                        serviceAccountKey = $$"""{"type":"service_account","private_key":"{{Secret("key file")}}"}""",
                        keyVersionResourceID = "projects/acme/locations/europe-west3/keyRings/atlas/cryptoKeys/cmk/cryptoKeyVersions/1",
                    },
                }
            )
        );
        await KeepAsync(
            "AWS",
            OwnerKey.PatchAsync(
                Demo.EncryptionAtRest(Demo.LedgerAws),
                new { awsKms = new { accessKeyID = "AKIAIOSFODNN7EXAMPLE", secretAccessKey = Secret("AWS key pair") } }
            )
        );
    }

    /// <summary>Kept as drafts, of whoever looks later.</summary>
    private async Task TypeAsync()
    {
        var drafts = Services.GetRequiredService<DraftStore>();
        await using var database = await Databases.CreateDbContextAsync();
        foreach (var user in await database.Users.Where(user => user.Email!.EndsWith("@planted.example")).ToListAsync())
        {
            var form = new AdvancedForm
            {
                On = true,
                WithRole = false,
                Secret = Secret("draft"),
            };
            await drafts.KeepAsync(user.Id, Demo.Payments, "advanced", form, CancellationToken.None);
        }
    }

    private async Task NotifyAsync()
    {
        object[] notifications =
        [
            new
            {
                typeName = "SLACK",
                channelName = "kms",
                apiToken = Secret("Slack"),
            },
            new
            {
                typeName = "DATADOG",
                datadogApiKey = Secret("Datadog"),
                datadogRegion = "EU",
            },
            new { typeName = "MICROSOFT_TEAMS", microsoftTeamsWebhookUrl = $"https://teams.example/{Secret("Teams")}/x" },
            new
            {
                typeName = "HIP_CHAT",
                roomName = "kms",
                notificationToken = Secret("HipChat"),
            },
            new
            {
                typeName = "OPS_GENIE",
                opsGenieApiKey = Secret("Opsgenie"),
                opsGenieRegion = "EU",
            },
            new
            {
                typeName = "PAGER_DUTY",
                serviceKey = Secret("PagerDuty"),
                region = "EU",
            },
            new
            {
                typeName = "VICTOR_OPS",
                victorOpsApiKey = Secret("VictorOps"),
                victorOpsRoutingKey = Secret("VictorOps route"),
            },
            new
            {
                typeName = "WEBHOOK",
                webhookUrl = $"https://hooks.example/{Secret("webhook address")}/x",
                webhookSecret = Secret("webhook"),
                webhookHeadersTemplate = $$"""{"Authorization": "{{Secret("webhook header")}}"}""",
            },
        ];
        foreach (var notification in notifications)
        {
            await KeepAsync(
                $"{notification}"[..30],
                OwnerKey.PostAsync(
                    $"/groups/{Demo.Payments}/alertConfigs",
                    new
                    {
                        eventTypeName = "AZURE_ENCRYPTION_KEY_INVALID",
                        enabled = true,
                        notifications = new[] { notification },
                    }
                )
            );
        }

        AlertConfigId = (await OwnerKey.GetAsync($"/groups/{Demo.Payments}/alertConfigs?itemsPerPage=500"))
            .Ok()
            .Json.GetProperty("results")
            .EnumerateArray()
            .Single(config => config.GetProperty("notifications").EnumerateArray().Any(one => one.TryGetProperty("webhookUrl", out _)))
            .GetProperty("id")
            .GetString()!;

        await KeepAsync(
            "database user",
            OwnerKey.PostAsync(
                $"/groups/{Demo.Payments}/databaseUsers",
                new
                {
                    databaseName = "admin",
                    username = "app",
                    password = Secret("database user"),
                    roles = new[] { new { roleName = "read", databaseName = "shop" } },
                }
            )
        );
    }

    /// <summary>Refused, for what is wrong with it or because nobody takes it there: the refusal does not repeat it.</summary>
    private async Task SendWhereItDoesNotBelongAsync()
    {
        var encryption = Demo.EncryptionAtRest(Demo.Payments);
        var withBreak = Secret("line break");
        await KeepAsync("line break", OwnerKey.PatchAsync(encryption, new { azureKeyVault = new { secret = withBreak + "\n" } }));
        await KeepAsync(
            "object",
            OwnerKey.PatchAsync(encryption, new { azureKeyVault = new { secret = new { value = Secret("object") } } })
        );
        await KeepAsync("list", OwnerKey.PatchAsync(encryption, new { azureKeyVault = new { secret = new[] { Secret("list") } } }));
        await KeepAsync(
            "unknown field",
            OwnerKey.PatchAsync(encryption, new { azureKeyVault = new { clientSecret = Secret("unknown field") } })
        );
        await KeepAsync("no JSON", OwnerKey.PatchAsync(encryption, $$"""{"azureKeyVault":{"secret":"{{Secret("no JSON")}}"""));
        await KeepAsync(
            "no such project",
            OwnerKey.PatchAsync(Demo.EncryptionAtRest(Demo.Nowhere), new { azureKeyVault = new { secret = Secret("no project") } })
        );

        using var http = new HttpClient { BaseAddress = Address };
        foreach (
            var header in new[] { Basic("mdb_sa_id_65a0000000000000000000c1", Secret("wrong Basic")), new("Bearer", Secret("wrong token")) }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/oauth/token")
            {
                Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
            };
            request.Headers.Authorization = header;
            await KeepAsync(http, request);
            using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/atlas/v2/groups/{Demo.Payments}");
            asked.Headers.Authorization = header;
            await KeepAsync(http, asked);
        }

        using var entra = new HttpRequestMessage(HttpMethod.Post, "/common/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent([
                new("grant_type", "client_credentials"),
                new("client_id", "mdb_sa_id_65a0000000000000000000c1"),
                new("client_secret", Secret("wrong client secret")),
                new("scope", "https://management.azure.com/.default"),
            ]),
        };
        await KeepAsync(http, entra);

        using var stranger = SignedInBrowser.Stranger(Address);
        using var refused = await stranger.SignInAsync("owner@planted.example", Secret("wrong password"));
        _answers.Add(("sign-in", $"{refused.Headers}{await refused.Content.ReadAsStringAsync()}"));
    }

    private async Task KeepAsync(HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request);
        Assert.Equal(401, (int)answer.StatusCode);
        _answers.Add(($"{request.RequestUri}", $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}"));
    }
}
