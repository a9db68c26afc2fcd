using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Atlas.KmsPortal.Tests.Components;

/// <summary>Renders leaf components and finds things as people do: by what they are and what they say.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
    }
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
