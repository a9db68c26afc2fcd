using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;

namespace Atlas.KmsPortal.Hostile;

/// <param name="Failures">What was wrong with each start that did not come up whole, and what it wrote.</param>
public sealed record KilledStartsOutcome(int Kills, int CameUp, IReadOnlyList<string> Failures);

/// <summary>
/// Kills the portal (SIGKILL) at random moments of its start: the first one on an empty folder, and the second one on what the first
/// has left. The third has to come up, with everything that a start makes there once.
/// </summary>
/// <param name="assembly">The portal's.</param>
/// <param name="contentRoot">The folder that the portal runs in.</param>
/// <param name="seed">Of the moments.</param>
public sealed class KilledStarts(string assembly, string contentRoot, int seed)
{
    private const int KillsInARow = 2;
    private readonly Random _random = new(seed);

    public async Task<KilledStartsOutcome> RunAsync(int kills, Action<string> tell, CancellationToken cancellationToken)
    {
        var (killed, cameUp, failures) = (0, 0, new List<string>());
        TimeSpan whole;
        using (var first = new Folder())
        {
            (whole, var failure) = await ComeUpAsync(first, cancellationToken);
            if (failure is not null)
            {
                tell(failure);
                return new(0, 0, [failure]);
            }
        }

        while (killed < kills)
        {
            using var folder = new Folder();
            for (var row = 0; row < KillsInARow && killed < kills; row++, killed++)
            {
                await using var portal = Start(folder);
                await Task.Delay(whole * _random.NextDouble(), cancellationToken);
            }

            var (_, failure) = await ComeUpAsync(folder, cancellationToken);
            if (failure is null)
            {
                cameUp++;
            }
            else
            {
                failures.Add(failure);
                tell(failure);
            }

            tell($"{killed} of {kills} killed.");
        }

        return new(killed, cameUp, failures);
    }

    private async Task<(TimeSpan Took, string? Failure)> ComeUpAsync(Folder folder, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var portal = Start(folder);
        if (!await portal.IsReadyAsync(cancellationToken))
        {
            return (default, $"It did not come up:\n{portal.Output}");
        }

        var took = Stopwatch.GetElapsedTime(began);
        var projects = await portal.GetAsOwnerAsync("/api/atlas/v2/groups", cancellationToken);
        return projects is { StatusCode: HttpStatusCode.OK } && folder.Accounts() == (2, 0)
            ? (took, null)
            : (took, $"It came up without all that it needs: {projects.StatusCode}, {folder.Accounts()}.\n{portal.Output}");
    }

    private HostilePortal Start(Folder folder) => new(assembly, contentRoot, folder.Path);

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kms-portal-kills-");

        public string Path => _folder.FullName;

        /// <returns>How many accounts there are, and how many of them have no role.</returns>
        public (long All, long WithoutRole) Accounts()
        {
            using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, "portal.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT COUNT(*), SUM(NOT EXISTS (SELECT 1 FROM "Memberships" WHERE "UserId" = "Id")) FROM "AspNetUsers"
                """;
            using var row = command.ExecuteReader();
            row.Read();
            return (row.GetInt64(0), row.GetInt64(1));
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
