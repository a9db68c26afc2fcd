namespace Atlas.KmsPortal.Encryption;

/// <summary>Which Atlas is behind the portal, for the frame around every page to say.</summary>
public interface IAtlasLabel
{
    /// <summary>In a few words, as it is now: "Simulated Atlas · Demo timing".</summary>
    string Text { get; }

    /// <summary>Whether it costs nothing and can be broken on purpose.</summary>
    bool IsSimulated { get; }
}
