using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Says the timing in force, which may have been changed since the start.</summary>
internal sealed class SimulatorLabel(SimulatorStore store) : IAtlasLabel
{
    public string Text => $"Simulated Atlas · {store.Timing.Timing} timing";

    public bool IsSimulated => true;
}
