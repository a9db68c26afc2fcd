using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The simulator's levers for scripts; the page <c>/simulator</c> has the same.</summary>
internal static class SimulatorControlsApi
{
    public static readonly string[] Paths = ["/simulator/clock", "/simulator/faults", "/simulator/reset"];

    // Longer than any client waits.
    private static readonly TimeSpan s_latest = TimeSpan.FromMinutes(2);

    public static void MapSimulatorControls(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/simulator").WithTags("Simulator");

        group
            .MapPost("/clock", ForwardAsync)
            .Operation("forwardClock", ApiPermission.WorldOwner, takes: typeof(ClockRequestBody))
            .Produces<ClockBody>();
        group
            .MapPost("/faults", SetFaultsAsync)
            .Operation("setFaults", ApiPermission.WorldOwner, takes: typeof(FaultsRequestBody))
            .Produces<SimulatorFaults>();
        group.MapPost("/reset", ResetAsync).Operation("resetSimulator", ApiPermission.WorldOwner).Produces(204);
    }

    private static async Task<IResult> ForwardAsync(ApiRequest request, SimulatorControls controls, CancellationToken cancellationToken)
    {
        var body = await request.ReadAsync<ClockRequestBody>(cancellationToken);
        var forward = Span(body.Forward, "forward", SimulatedClock.Furthest);
        // Before anything is changed: all of a request is done, or nothing.
        AtlasRefusedException.ThrowIfAny(controls.WhyNotForward(forward ?? TimeSpan.Zero));
        if (body.Timing is { } timing)
        {
            await controls.SetTimingAsync(Enum.Parse<Timing>(timing), request.Caller.Actor, cancellationToken);
        }

        if (forward is { } span)
        {
            await controls.ForwardAsync(span, request.Caller.Actor, cancellationToken);
        }

        return Results.Json(new ClockBody(controls.Now, controls.Timing.Timing.ToString()), AtlasJson.Options);
    }

    private static async Task<IResult> SetFaultsAsync(ApiRequest request, SimulatorControls controls, CancellationToken cancellationToken)
    {
        var body = await request.ReadAsync<FaultsRequestBody>(cancellationToken);
        await controls.SetFaultsAsync(
            new FaultRequest(
                body.NextCreationFails,
                body.NextDeletionFails,
                body.ApiStatus,
                Span(body.ApiDelay, "apiDelay", s_latest),
                body.NetworkProviderUnregistered,
                body.CredentialsExpired,
                body.CredentialsWrong,
                body.UnknownSecretsRefused,
                body.KeyDisabled,
                body.KeyDeleted,
                body.VaultUnreachable
            ),
            request.Caller.Actor,
            cancellationToken
        );
        return Results.Json(controls.Faults, AtlasJson.Options);
    }

    private static async Task<IResult> ResetAsync(ApiRequest request, SimulatorControls controls, CancellationToken cancellationToken)
    {
        await controls.ResetAsync(request.Caller.Actor, cancellationToken);
        return Results.NoContent();
    }

    private static TimeSpan? Span(string? text, string field, TimeSpan most) =>
        text is null ? null
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero && span <= most ? span
        : throw new AtlasApiException(
            AtlasErrors.InvalidBody([
                new BodyProblem(AtlasCode.InvalidAttribute, field, $"{field} must be a time span such as 00:03:00, {most} at most."),
            ])
        );
}

internal sealed record ClockRequestBody(string? Forward = null, [property: OneOf("Instant", "Demo", "Faithful")] string? Timing = null);

internal sealed record ClockBody(DateTimeOffset Now, string Timing);

internal sealed record FaultsRequestBody(
    string? NextCreationFails = null,
    string? NextDeletionFails = null,
    int? ApiStatus = null,
    string? ApiDelay = null,
    bool? NetworkProviderUnregistered = null,
    bool? CredentialsExpired = null,
    bool? CredentialsWrong = null,
    bool? UnknownSecretsRefused = null,
    bool? KeyDisabled = null,
    bool? KeyDeleted = null,
    bool? VaultUnreachable = null
);
