using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Atlas.KmsPortal.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation, MenuReader reader, ProjectWatch watch, IJSRuntime browser)
    : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;
    private ErrorBoundary? _boundary;
    private Menu _menu = Menu.Empty;
    private string _here = "";
    private bool _open = true;

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        _here = Here(navigation.Uri);
        _menu = await reader.ReadAsync(OpenProject, _leaving.Token);
        if (RendererInfo.IsInteractive)
        {
            _subscription = watch.WatchList(() => InvokeAsync(RefreshAsync));
        }
    }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    // A session may end under an open page: signed out elsewhere, blocked, or with another password.
    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && (await Authentication).User.Identity?.IsAuthenticated is not true)
        {
            navigation.NavigateTo($"sign-in?returnUrl={Uri.EscapeDataString("/" + _here)}", forceLoad: true);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await browser.InvokeVoidAsync("portal.live");
        }
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        _subscription?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task RefreshAsync()
    {
        if (_leaving.IsCancellationRequested)
        {
            return;
        }

        var menu = await reader.ReadAsync(OpenProject, _leaving.Token);
        if (menu != _menu)
        {
            _menu = menu;
            StateHasChanged();
        }
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        _here = Here(change.Location);
        _boundary?.Recover();
        _ = InvokeAsync(async () =>
        {
            StateHasChanged();
            await RefreshAsync();
        });
    }

    private string? OpenProject => _here.Split('/', '?') is ["projects", var id, ..] ? id : null;

    private string Here(string address) => navigation.ToBaseRelativePath(address).Split('#')[0];

    private void Recover() => _boundary?.Recover();
}
