using System.Security.Claims;
using Atlas.KmsPortal.Components.Simulator;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Accounts.Rights;

/// <summary>The doors of the portal, each with what somebody gets there, in a word.</summary>
internal sealed class RightsDoors(RightsWorld world)
{
    private static readonly CancellationToken s_go = CancellationToken.None;

    /// <summary>A request of a program, by API key or with a service account's token: its status.</summary>
    public async Task<string> RequestAsync(Func<Somebody, ApiClient> client, Somebody who, string request)
    {
        var parts = request.Split(' ', 3);
        var path = parts[1].Replace("{connection}", world.Connection, StringComparison.Ordinal);
        var answer = await client(who).SendAsync(new HttpMethod(parts[0]), path, parts.ElementAtOrDefault(2));
        return $"{answer.Status}";
    }

    /// <summary>A page: its status.</summary>
    public static async Task<string> PageAsync(Somebody who, string path) => $"{await who.Browser.StatusOfAsync(path)}";

    /// <summary>Whether a page says something; "-" where nothing is shown of it.</summary>
    public static async Task<string> SaysAsync(Somebody who, string path, string words)
    {
        if (await who.Browser.StatusOfAsync(path) != 200)
        {
            return "-";
        }

        var text = System.Net.WebUtility.HtmlDecode(await who.Browser.TextOfAsync(path));
        return text.Contains(words, StringComparison.Ordinal) ? "yes" : "no";
    }

    /// <summary>A command of an open page, as its circuit runs it.</summary>
    public async Task<string> CommandAsync(Somebody who, string command)
    {
        await using var circuit = world.Services.CreateAsyncScope();
        var services = circuit.ServiceProvider;
        SignIn(services, who);
        var levers = services.GetRequiredService<SimulatorLevers>();
        var keys = services.GetRequiredService<SimulatedKeys>();
        switch (command)
        {
            case "move the clock":
                return Word(await levers.PullAsync((controls, actor) => controls.ForwardAsync(TimeSpan.Zero, actor, s_go), s_go));
            case "set timing":
                return Word(await levers.PullAsync((controls, actor) => controls.SetTimingAsync(Timing.Instant, actor, s_go), s_go));
            case "set faults":
                return Word(await levers.PullAsync((controls, actor) => controls.SetFaultsAsync(new(), actor, s_go), s_go));
            case "break the vault":
                var vault = (await services.GetRequiredService<SimulatedAzure>().VaultsAsync(s_go)).Single(one =>
                    one.Row.Name == "acme-vault"
                );
                return Word(
                    await levers.ChangeAsync(
                        vault.ProjectIds,
                        actor => keys.ChangeVaultAsync(vault.Row.Id, reachable: true, publicNetworkAccess: null, actor, s_go),
                        s_go
                    )
                );
            case "register Microsoft.Network":
                return Word(
                    await levers.ChangeSubscriptionAsync(
                        Arm.SubscriptionId,
                        actor => keys.RegisterNetworkProviderAsync(Arm.SubscriptionId, registered: true, actor, s_go),
                        s_go
                    )
                );
            default:
                return await InProjectAsync(services.GetRequiredService<EncryptionState>(), command);
        }
    }

    private static async Task<string> InProjectAsync(EncryptionState state, string command)
    {
        if (!await state.OpenAsync(Demo.Payments, s_go))
        {
            return "404";
        }

        var project = state.Project!;
        return Word(
            command switch
            {
                "check the keys" => await state.ValidateKeysAsync(s_go),
                "save nothing" => await state.SaveAsync(new EncryptionChange(), project, s_go),
                "set the key's age" => await state.SetKeyAgeAlertAsync(90, s_go),
                "remove an endpoint" => await state.RemoveEndpointWhenPossibleAsync(Unknown, s_go),
                "approve an endpoint" => await state.ApproveInCloudAsync(Unknown, s_go),
                _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of this table."),
            }
        );
    }

    /// <summary>Whoever may, is told that there is none; nothing is changed by the table.</summary>
    private static PrivateEndpoint Unknown { get; } =
        A.Project().WithEndpoints(("US_EAST_2", EndpointStatus.PendingAcceptance)).Endpoints[0] with
        {
            Id = Demo.Nowhere,
        };

    private static string Word(Outcome outcome) =>
        outcome.Succeeded ? "done"
        : outcome.Blockers.Any(blocker => blocker.Code == AtlasCode.AccessForbidden) ? "no"
        : "none";

    private static void SignIn(IServiceProvider services, Somebody who)
    {
        var identity = who.Id is null
            ? new ClaimsIdentity()
            : new ClaimsIdentity([new(ClaimTypes.NameIdentifier, who.Id), new(ClaimTypes.Name, who.Email!)], "test");
        ((IHostEnvironmentAuthenticationStateProvider)services.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(identity)))
        );
    }
}
