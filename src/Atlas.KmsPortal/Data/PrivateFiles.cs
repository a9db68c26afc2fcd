namespace Atlas.KmsPortal.Data;

/// <summary>
/// Files and folders that only the portal's own account reads. What is there already keeps the mode that somebody gave it; Windows
/// takes rights from the folder above.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode OfFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfFolders = OfFiles | UnixFileMode.UserExecute;

    /// <summary>Creates the folder, and those above it, where they are missing.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            // The mode is for the last folder alone.
            if (Path.GetDirectoryName(path) is { Length: > 0 } above)
            {
                CreateFolder(above);
            }

            Directory.CreateDirectory(path, OfFolders);
        }
    }

    /// <summary>Creates an empty file, unless there is one.</summary>
    public static void CreateFile(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                new FileStream(path, Options(FileMode.CreateNew)).Dispose();
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }

    /// <summary>Opens or creates a file that nobody else has open meanwhile.</summary>
    /// <exception cref="IOException">Somebody has.</exception>
    public static FileStream Hold(string path) => new(path, Options(FileMode.OpenOrCreate));

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OfFiles;
        }

        return options;
    }
}
