using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Atlas.KmsPortal.Tests;

/// <summary>bUnit loads the markup differ, which is not among the packages that it brings here: it lies beside the tests.</summary>
internal static class MarkupDiffer
{
    [ModuleInitializer]
    internal static void Resolve() =>
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "AngleSharp.Diffing"
                ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "deps", "AngleSharp.Diffing.dll"))
                : null;
}
