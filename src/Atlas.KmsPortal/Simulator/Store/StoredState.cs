using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What an earlier run left of the simulator's state, as it stands there. Nothing of it can keep the portal from starting.</summary>
/// <param name="OddRows">Rows that no release writes, and that could not be read.</param>
/// <param name="LastAt">When something last happened, in ticks of simulated time; null when nothing has.</param>
internal sealed record StoredState(string? ClockOffset, string? Timing, string? Faults, long OddRows, long? LastAt)
{
    // A clock that was wrong by more than that was not set back, but set right.
    private static readonly TimeSpan s_longestWayBack = TimeSpan.FromDays(366);

    private static readonly string s_oddLeases = string.Create(
        CultureInfo.InvariantCulture,
        $"""FROM "Leases" WHERE typeof("ExpiresAt") <> 'integer' OR "ExpiresAt" NOT BETWEEN 0 AND {DateTimeOffset.MaxValue.UtcTicks}"""
    );

    private static readonly string s_oddStates = string.Create(
        CultureInfo.InvariantCulture,
        $"""FROM "SimulatorState" WHERE "Id" <> {SimulatorStateRow.TheOnly}"""
    );

    private static readonly string s_removal = $"DELETE {s_oddLeases}; DELETE {s_oddStates}";

    private static readonly string s_query = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT CAST("ClockOffset" AS TEXT), CAST("Timing" AS TEXT), CAST("Faults" AS TEXT),
               (SELECT COUNT(*) {s_oddLeases}) + (SELECT COUNT(*) {s_oddStates}),
               (SELECT "At" FROM "Timeline" WHERE typeof("At") = 'integer' ORDER BY "Id" DESC LIMIT 1)
        FROM (SELECT 1) LEFT JOIN "SimulatorState" ON "Id" = {SimulatorStateRow.TheOnly}
        """
    );

    /// <summary>The same, as a release would have written it.</summary>
    public StoredState Repaired =>
        this with
        {
            ClockOffset = ClockOffset is null ? null : Offset.ToString("c", CultureInfo.InvariantCulture),
            Timing = Timing is not null && Enum.GetNames<Timing>().Contains(Timing) ? Timing : null,
            Faults =
                Faults is null ? null
                : AreFaults(Faults) ? Faults
                : "{}",
            OddRows = 0,
        };

    /// <summary>How far the clock is ahead.</summary>
    public TimeSpan Offset =>
        TimeSpan.TryParse(ClockOffset, CultureInfo.InvariantCulture, out var offset)
            ? TimeSpan.FromTicks(Math.Clamp(offset.Ticks, 0, SimulatedClock.Furthest.Ticks))
            : TimeSpan.Zero;

    /// <summary>The real time that an earlier run has already seen: what it began must not wait for a wall clock that was set back since.</summary>
    /// <returns>Null when it is no later than <paramref name="now"/>, or too late to be true.</returns>
    public DateTimeOffset? RealTimeSeen(DateTimeOffset now)
    {
        var ahead = (LastAt ?? 0) - Offset.Ticks - now.UtcTicks;
        return ahead > 0 && ahead <= s_longestWayBack.Ticks ? now.AddTicks(ahead) : null;
    }

    public static async Task<StoredState> ReadAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = s_query;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(Text(row, 0), Text(row, 1), Text(row, 2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4));
    }

    /// <summary>Puts right what could not be read like any other row.</summary>
    public async Task WriteAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync(s_removal, cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""UPDATE "SimulatorState" SET "ClockOffset" = {ClockOffset}, "Timing" = {Timing}, "Faults" = {Faults}""",
            cancellationToken
        );
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static bool AreFaults(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize<SimulatorFaults>(stored, JsonSerializerOptions.Default) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
