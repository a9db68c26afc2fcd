using Atlas.KmsPortal.Benchmarks.Apps;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>Something that people or programs wait for, beside the least that could do the same.</summary>
internal interface IMeasurement
{
    /// <summary>What it is picked by on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<Figure>> RunAsync(Published published);
}
