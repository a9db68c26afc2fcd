namespace Atlas.KmsPortal.Components.Toasts;

public enum ToastKind
{
    Good,
    Info,
    Turn,
    Bad,
}

/// <summary>Says once what happened.</summary>
/// <param name="Href">Where to go on from here; shown as a link named <paramref name="LinkText"/>.</param>
public sealed record Toast(ToastKind Kind, string Title, string? Text = null, string? Href = null, string? LinkText = null);

/// <summary>Hands toasts to the region of the layout. One per circuit.</summary>
public sealed class Toaster
{
    private Action<Toast>? _shown;

    public void Good(string title, string? text = null) => Show(new Toast(ToastKind.Good, title, text));

    public void Bad(string title, string? text = null) => Show(new Toast(ToastKind.Bad, title, text));

    public void Show(Toast toast) => _shown?.Invoke(toast);

    internal void Listen(Action<Toast>? shown) => _shown = shown;
}
