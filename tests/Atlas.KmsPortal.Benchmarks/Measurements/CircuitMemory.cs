using Atlas.KmsPortal.Benchmarks.Apps;
using Atlas.KmsPortal.Benchmarks.Circuits;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>What each of 100 circuits holds after 20 have warmed the process: Set Up beside the template's counter.</summary>
internal sealed class CircuitMemory : IMeasurement
{
    private const int Warm = 20;
    private const int Measured = 100;

    public string Name => "circuit";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var portal = await PortalUnderTest.StartAsync(published);
        var path = PortalUnderTest.SetUpPage(await portal.NewProjectAsync());
        var ours = await EachHoldsAsync(portal.ProcessId, portal.Address, path, await portal.SignInAsync());
        await using var template = await TemplatePeer.StartAsync(published);
        var peers = await EachHoldsAsync(template.ProcessId, template.Address, TemplatePeer.Counter, cookie: null);
        return [new("memory of a circuit (Set Up) ÷ template's", $"{ours / 1024:0} KB", $"{peers / 1024:0} KB", ours / peers)];
    }

    private static async Task<double> EachHoldsAsync(int process, Uri address, string path, string? cookie)
    {
        var circuits = new List<Circuit>(await Circuit.OpenAsync(Warm, address, path, cookie));
        try
        {
            var before = await LiveMemory.OfAsync(process);
            circuits.AddRange(await Circuit.OpenAsync(Measured, address, path, cookie));
            return (await LiveMemory.OfAsync(process) - before) / (double)Measured;
        }
        finally
        {
            await Circuit.CloseAsync(circuits);
        }
    }
}
