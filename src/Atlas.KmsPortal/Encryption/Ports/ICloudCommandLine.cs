namespace Atlas.KmsPortal.Encryption;

/// <summary>How the cloud's own command line reaches a cloud that is not the real one. There is none with a real Atlas.</summary>
public interface ICloudCommandLine
{
    /// <summary>Commands to copy that point the Azure CLI at this portal and sign in there.</summary>
    /// <param name="origin">The portal's address, without a slash at its end.</param>
    /// <param name="vault">The vault that the commands on the page are about.</param>
    /// <param name="withSecrets">Whether the reader may do as the demo account does; otherwise names stand in its place.</param>
    string AzureSetup(string origin, AzureKeyVault vault, bool withSecrets);
}
