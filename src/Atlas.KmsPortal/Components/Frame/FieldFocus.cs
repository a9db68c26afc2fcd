using Microsoft.JSInterop;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>Puts the focus on a field, by the id that the Admin API's path gives it.</summary>
public sealed class FieldFocus(IJSRuntime browser)
{
    public static string IdOf(string field) => field.Replace('.', '-');

    public ValueTask OnAsync(string field) => browser.InvokeVoidAsync("portal.focus", IdOf(field));
}
