using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Material = MudBlazor.Icons.Material;

namespace Atlas.KmsPortal.Components.Shared;

/// <summary>Every icon of the portal, by what it means; and how one is drawn without a component of its own.</summary>
public static class Glyph
{
    public const string Again = Material.Outlined.Autorenew;
    public const string Arrow = Material.Outlined.ArrowForward;
    public const string Bolt = Material.Outlined.Bolt;
    public const string Check = Material.Outlined.Check;
    public const string Clock = Material.Outlined.Schedule;
    public const string Close = Material.Outlined.Close;
    public const string Copy = Material.Outlined.ContentCopy;
    public const string Down = Material.Outlined.ExpandMore;
    public const string Eye = Material.Outlined.Visibility;
    public const string Failed = Material.Outlined.Dangerous;
    public const string Globe = Material.Outlined.Public;
    public const string Grid = Material.Outlined.GridView;
    public const string Home = Material.Outlined.Home;
    public const string Inbox = Material.Outlined.Inbox;
    public const string Info = Material.Outlined.Info;
    public const string Key = Material.Outlined.VpnKey;
    public const string Mail = Material.Outlined.Mail;
    public const string Lock = Material.Outlined.Lock;
    public const string Menu = Material.Outlined.Menu;
    public const string Minus = Material.Outlined.Remove;
    public const string Off = Material.Outlined.Block;
    public const string Ok = Material.Outlined.CheckCircle;
    public const string Pause = Material.Outlined.PauseCircle;
    public const string Pencil = Material.Outlined.Edit;
    public const string People = Material.Outlined.People;
    public const string Person = Material.Outlined.Person;
    public const string Plug = Material.Outlined.Power;
    public const string Plus = Material.Outlined.Add;
    public const string Power = Material.Outlined.PowerSettingsNew;
    public const string Pulse = Material.Outlined.MonitorHeart;
    public const string Search = Material.Outlined.Search;
    public const string Server = Material.Outlined.Dns;
    public const string Shield = Material.Outlined.VerifiedUser;
    public const string SignOut = Material.Outlined.Logout;
    public const string Simulated = Material.Outlined.Science;
    public const string Theme = Material.Outlined.Contrast;
    public const string Trash = Material.Outlined.Delete;
    public const string Up = Material.Outlined.ExpandLess;
    public const string Warn = Material.Outlined.WarningAmber;

    /// <summary>A turning arc, and a safe: Material has neither.</summary>
    public const string Spin =
        """<path d="M12 4a8 8 0 1 0 8 8" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"/>""";
    public const string Vault =
        """<path d="M4 3h16a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-1v2h-2v-2H7v2H5v-2H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm1 2v12h14V5H5zm7 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"/>""";

    // Each circuit keeps what it drew: the same text for all of them.
    private static readonly ConcurrentDictionary<(string Icon, string? Css, bool Large), MarkupString> s_drawn = new();

    /// <summary>Draws one. Beside words it is hidden from assistive technology. Never pass what a person typed.</summary>
    /// <param name="icon">One of the constants.</param>
    public static MarkupString Svg(string icon, string? css = null, bool large = false) =>
        s_drawn.GetOrAdd((icon, css, large), static drawn => new(Draw(drawn.Icon, drawn.Css, drawn.Large)));

    /// <summary>Draws one inside another drawing.</summary>
    /// <param name="x">In the drawing's own units, as is <paramref name="y"/>; it is 16 units wide.</param>
    public static MarkupString SvgAt(string icon, int x, int y, string? css = null) =>
        new(
            $"""<svg class="icon{(css is null ? "" : " " + css)}" x="{x}" y="{y}" width="16" height="16" viewBox="0 0 24 24">{icon}</svg>"""
        );

    private static string Draw(string icon, string? css, bool large) =>
        $"""<svg class="icon{(large ? " icon--l" : "")}{(icon == Spin ? " icon--spin" : "")}{(css is null ? "" : " " + css)}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{icon}</svg>""";
}
