using System.Globalization;
using System.Text.Json;
using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What an earlier run left of the simulator's state. Nothing that stands there can keep the portal from starting.</summary>
internal static class StoredState
{
    private sealed record Found(string? ClockOffset, string? Timing, string? Faults);

    /// <summary>Puts right what no release would have written, so that it can be read like any other row.</summary>
    /// <returns>Whether there was something to put right.</returns>
    public static async Task<bool> RepairAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM "Leases" WHERE typeof("ExpiresAt") <> 'integer' OR "ExpiresAt" NOT BETWEEN 0 AND {DateTimeOffset.MaxValue.UtcTicks};
            DELETE FROM "SimulatorState" WHERE "Id" <> {SimulatorStateRow.TheOnly}
            """,
            cancellationToken
        );
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                SELECT CAST("ClockOffset" AS TEXT) AS "ClockOffset", CAST("Timing" AS TEXT) AS "Timing", CAST("Faults" AS TEXT) AS "Faults"
                FROM "SimulatorState"
                """
            )
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return changed > 0;
        }

        var good = new Found(Offset(found.ClockOffset), TimingOf(found.Timing), Faults(found.Faults));
        if (good == found)
        {
            return changed > 0;
        }

        await db.Database.ExecuteSqlAsync(
            $"""UPDATE "SimulatorState" SET "ClockOffset" = {good.ClockOffset}, "Timing" = {good.Timing}, "Faults" = {good.Faults}""",
            cancellationToken
        );
        return true;
    }

    private static string Offset(string? stored)
    {
        if (!TimeSpan.TryParse(stored, CultureInfo.InvariantCulture, out var offset) || offset < TimeSpan.Zero)
        {
            return TimeSpan.Zero.ToString("c", CultureInfo.InvariantCulture);
        }

        return offset <= SimulatedClock.Furthest ? stored! : SimulatedClock.Furthest.ToString("c", CultureInfo.InvariantCulture);
    }

    private static string? TimingOf(string? stored) => stored is not null && Enum.GetNames<Timing>().Contains(stored) ? stored : null;

    private static string Faults(string? stored)
    {
        try
        {
            return JsonSerializer.Deserialize<SimulatorFaults>(stored ?? "", JsonSerializerOptions.Default) is null ? "{}" : stored!;
        }
        catch (JsonException)
        {
            return "{}";
        }
    }
}
