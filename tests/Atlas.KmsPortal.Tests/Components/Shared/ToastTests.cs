using Atlas.KmsPortal.Components.Toasts;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Components.Shared;

public sealed class ToastTests : ComponentTest
{
    private readonly Toaster _toaster = new();

    public ToastTests()
    {
        Services.AddSingleton(_toaster);
        Services.AddSingleton(TimeProvider.System);
    }

    [Fact]
    public void What_happened_is_told_and_can_be_dismissed()
    {
        var region = Render<ToastRegion>();

        _toaster.Good("Saved", "The key answers.");
        region.WaitForAssertion(() => Assert.Contains("Saved", region.Said(), StringComparison.Ordinal));
        region.Button("Dismiss").Click();

        Assert.Empty(region.FindAll(".toast"));
    }

    [Fact]
    public void The_same_said_twice_is_shown_once()
    {
        var region = Render<ToastRegion>();

        _toaster.Good("Approved");
        _toaster.Good("Approved");
        _toaster.Good("Saved");

        region.WaitForAssertion(() => Assert.Equal(2, region.FindAll(".toast").Count));
    }
}
