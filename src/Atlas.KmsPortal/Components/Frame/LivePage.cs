using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>A page about more than one project: reads what it shows, and reads it again after each change anywhere.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;
    private bool _reading;
    private bool _again;

    [Inject]
    protected ProjectWatch Watch { get; set; } = null!;

    /// <summary>Whether there is something to show.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        IsRead = true;
        if (RendererInfo.IsInteractive)
        {
            _subscription = Watch.WatchAll(() => InvokeAsync(ReadAgainAsync));
        }
    }

    /// <summary>Reads everything that the page shows.</summary>
    protected abstract Task ReadAsync();

    /// <summary>Changes that come while the page is being read are read in one go afterwards.</summary>
    protected async Task ReadAgainAsync()
    {
        _again = true;
        if (_reading)
        {
            return;
        }

        _reading = true;
        try
        {
            while (_again && !_leaving.IsCancellationRequested)
            {
                _again = false;
                await ReadAsync();
                StateHasChanged();
            }
        }
        finally
        {
            _reading = false;
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _subscription?.Dispose();
            _leaving.Cancel();
            _leaving.Dispose();
        }
    }
}
