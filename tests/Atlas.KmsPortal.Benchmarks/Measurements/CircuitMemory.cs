using System.Diagnostics;
using Atlas.KmsPortal.Benchmarks.Apps;
using Atlas.KmsPortal.Benchmarks.Circuits;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>
/// What each of 150 circuits costs after 100 others, on Set Up beside the template's counter. Resident is what the operating system
/// gives, with all that the runtime keeps to work with; live is what survives a full collection.
/// </summary>
internal sealed class CircuitMemory : IMeasurement
{
    private const int Warm = 100;
    private const int Measured = 150;

    public string Name => "circuit";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var portal = await PortalUnderTest.StartAsync(published);
        var path = PortalUnderTest.SetUpPage(await portal.NewProjectAsync());
        var ours = await EachTakesAsync(portal.ProcessId, portal.Address, path, await portal.SignInAsync());
        await using var template = await TemplatePeer.StartAsync(published);
        var peers = await EachTakesAsync(template.ProcessId, template.Address, TemplatePeer.Counter, cookie: null);
        return [Figure("resident", ours.Resident, peers.Resident), Figure("live", ours.Live, peers.Live)];
    }

    private static Figure Figure(string kind, double ours, double peers) =>
        new($"{kind} memory of a circuit (Set Up) ÷ template's", $"{ours / 1024:0} KB", $"{peers / 1024:0} KB", ours / peers);

    private static async Task<(double Resident, double Live)> EachTakesAsync(int process, Uri address, string path, string? cookie)
    {
        var circuits = new List<Circuit>(await Circuit.OpenAsync(Warm, address, path, cookie));
        try
        {
            var resident = Resident(process);
            var live = await LiveMemory.OfAsync(process);
            circuits.AddRange(await Circuit.OpenAsync(Measured, address, path, cookie));
            return ((Resident(process) - resident) / (double)Measured, (await LiveMemory.OfAsync(process) - live) / (double)Measured);
        }
        finally
        {
            await Circuit.CloseAsync(circuits);
        }
    }

    private static long Resident(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.WorkingSet64;
    }
}
