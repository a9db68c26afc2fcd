using System.Globalization;
using System.Reflection;

namespace Atlas.KmsPortal.Hostile;

/// <summary><c>dotnet run --project tests/Atlas.KmsPortal.Hostile -- --kills 100 [--seed N]</c></summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (Number(args, "--kills") is not { } kills)
        {
            await Console.Error.WriteLineAsync(
                "Say what to do: --kills N kills N starts at random moments; --seed N chooses the moments of an earlier run."
            );
            return 1;
        }

        var seed = Number(args, "--seed") ?? Random.Shared.Next();
        var starts = new KilledStarts(Metadata("PortalAssembly"), Metadata("RepositoryRoot"), seed);
        var outcome = await starts.RunAsync(kills, Console.WriteLine, CancellationToken.None);
        Console.WriteLine(
            $"{outcome.Kills} starts killed, {outcome.CameUp} came up after them, {outcome.Failures.Count} did not (--seed {seed})."
        );
        return outcome.Failures.Count == 0 ? 0 : 1;
    }

    private static int? Number(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;

    private static string Metadata(string key) =>
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
