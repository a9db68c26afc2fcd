using Atlas.KmsPortal.Benchmarks;
using Atlas.KmsPortal.Benchmarks.Apps;
using Atlas.KmsPortal.Benchmarks.Measurements;

// dotnet run -c Release --project tests/Atlas.KmsPortal.Benchmarks -- [--portal <published folder>] [start write …]
if (args is [BarePeer.Argument, var database])
{
    await BarePeer.ServeAsync(database);
    return 0;
}

IMeasurement[] all =
[
    new Start(),
    new Write(),
    new Read(),
    new FirstLoad(),
    new Click(),
    new CircuitMemory(),
    new Push(),
    new Storm(),
    new Fleet(),
];
var names = args.ToList();
string? portal = null;
if (names.IndexOf("--portal") is >= 0 and var at && at + 1 < names.Count)
{
    portal = names[at + 1];
    names.RemoveRange(at, 2);
}

if (names.Find(name => all.All(measurement => measurement.Name != name)) is { } unknown)
{
    await Console.Error.WriteLineAsync(
        $"'{unknown}' is not measured. Pick from: {string.Join(' ', all.Select(measurement => measurement.Name))}."
    );
    return 1;
}

var exitCode = 0;
var folder = Directory.CreateTempSubdirectory("kms-portal-benchmarks-");
try
{
    var published = new Published(folder.FullName, portal);
    await published.PortalAsync();
    Console.WriteLine(Report.Machine());
    Console.WriteLine();
    Console.WriteLine(Report.Head);
    foreach (var measurement in all.Where(measurement => names.Count == 0 || names.Contains(measurement.Name)))
    {
        try
        {
            foreach (var figure in await measurement.RunAsync(published))
            {
                Console.WriteLine(figure.Line);
            }
        }
        catch (Exception exception)
        {
            // The others can still be had; what failed is said, also by the exit code.
            Console.WriteLine(new Figure($"{measurement.Name} failed", "", "", Ratio: null).Line);
            await Console.Error.WriteLineAsync(exception.ToString());
            exitCode = 1;
        }
    }

    return exitCode;
}
finally
{
    folder.Delete(recursive: true);
}
