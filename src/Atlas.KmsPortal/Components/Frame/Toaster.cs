using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using MudBlazor;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>Says once what happened: a few words, and a sentence below them.</summary>
public sealed class Toaster(ISnackbar snackbar)
{
    public void Good(string title, string? text = null) => Show(Severity.Success, Glyph.Ok, title, text);

    public void Bad(string title, string? text = null) => Show(Severity.Error, Glyph.Failed, title, text);

    /// <summary>Says what became of a command: that it is done, or why not.</summary>
    public void Report(Outcome outcome, string done, string? text = null)
    {
        if (outcome.Succeeded)
        {
            Good(done, text);
        }
        else
        {
            Bad(outcome.Blockers[0].Title, outcome.Blockers[0].Message);
        }
    }

    // The same thing said again is said once: the key is its words.
    private void Show(Severity severity, string icon, string title, string? text) =>
        snackbar.Add(
            builder =>
            {
                builder.OpenElement(0, "strong");
                builder.AddContent(1, title);
                builder.CloseElement();
                if (text is not null)
                {
                    builder.OpenElement(2, "p");
                    builder.AddContent(3, text);
                    builder.CloseElement();
                }
            },
            severity,
            options => options.Icon = icon,
            key: $"{severity} {title} {text}"
        );
}
