using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Atlas.KmsPortal.Tests.Components;

/// <summary>Renders components beside the providers that Mud's lists, dialogs and toasts are drawn in, and finds things as people do: by what they are and what they say.</summary>
public abstract class ComponentTest : BunitContext
{
    private IRenderedComponent<MudPopoverProvider>? _popups;
    private IRenderedComponent<MudDialogProvider>? _dialogs;
    private IRenderedComponent<MudSnackbarProvider>? _toasts;

    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
    }

    /// <summary>Where open lists and menus are drawn.</summary>
    protected IRenderedComponent<MudPopoverProvider> Popups => _popups ??= base.Render<MudPopoverProvider>();

    protected IRenderedComponent<MudDialogProvider> Dialogs => _dialogs ??= base.Render<MudDialogProvider>();

    protected IRenderedComponent<MudSnackbarProvider> Toasts => _toasts ??= base.Render<MudSnackbarProvider>();

    /// <summary>As bUnit's own, once the providers are there.</summary>
    protected new IRenderedComponent<T> Render<T>(Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        _ = (Popups, Dialogs, Toasts);
        return base.Render(parameters);
    }

    /// <summary>Opens a list by its label.</summary>
    /// <returns>What it offers.</returns>
    protected IReadOnlyList<IElement> Options<T>(IRenderedComponent<T> rendered, string label)
        where T : IComponent
    {
        rendered.Labelled(label).MouseDown();
        return Popups.WaitForElements(".mud-popover-open [role=option]");
    }

    /// <summary>Opens a list by its label and takes one of what it offers.</summary>
    protected void Choose<T>(IRenderedComponent<T> rendered, string label, string option)
        where T : IComponent => Options(rendered, label).Single(offered => offered.TextContent.Trim() == option).Click();
}

internal static class Finding
{
    public static IElement Button<T>(this IRenderedComponent<T> rendered, string name)
        where T : IComponent => rendered.Named("button", name);

    public static IElement Link<T>(this IRenderedComponent<T> rendered, string name)
        where T : IComponent => rendered.Named("a", name);

    public static IElement Labelled<T>(this IRenderedComponent<T> rendered, string label)
        where T : IComponent
    {
        var labels = rendered.FindAll("label").Where(candidate => candidate.TextContent.Trim() == label);
        return rendered.Find($"#{labels.Single().GetAttribute("for")}");
    }

    /// <summary>The text that an element refers to with <c>aria-describedby</c>.</summary>
    public static string DescriptionOf<T>(this IRenderedComponent<T> rendered, IElement element)
        where T : IComponent => rendered.Find($"#{element.GetAttribute("aria-describedby")}").TextContent.Trim();

    public static string Said<T>(this IRenderedComponent<T> rendered)
        where T : IComponent => string.Join(' ', rendered.Nodes.Select(node => node.TextContent)).Trim();

    private static IElement Named<T>(this IRenderedComponent<T> rendered, string tag, string name)
        where T : IComponent =>
        rendered.FindAll(tag).Single(candidate => (candidate.GetAttribute("aria-label") ?? candidate.TextContent).Trim() == name);
}
