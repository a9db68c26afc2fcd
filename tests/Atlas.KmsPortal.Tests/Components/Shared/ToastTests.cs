using Atlas.KmsPortal.Components.Frame;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Atlas.KmsPortal.Tests.Components.Shared;

public sealed class ToastTests : ComponentTest
{
    [Fact]
    public void What_happened_is_told_as_an_alert()
    {
        var toasts = Toasts;

        new Toaster(Services.GetRequiredService<ISnackbar>()).Good("Saved", "The key answers.");

        toasts.WaitForAssertion(() => Assert.Contains("Saved", toasts.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("The key answers.", toasts.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_said_twice_is_shown_once()
    {
        var toasts = Toasts;
        Services.GetRequiredService<ISnackbar>().Configuration.PreventDuplicates = true;
        var toaster = new Toaster(Services.GetRequiredService<ISnackbar>());

        toaster.Good("Approved");
        toaster.Good("Approved");
        toaster.Good("Saved");

        toasts.WaitForAssertion(() => Assert.Equal(2, toasts.FindAll("[role=alert]").Count));
    }
}
