namespace Atlas.KmsPortal.Data;

/// <summary>Where the database lies, and what only its owner may read beside it.</summary>
public sealed record DataFolder(string Path)
{
    /// <summary>Writes a file that nobody but this account may read, in place of one that is there.</summary>
    /// <returns>Its whole path.</returns>
    public async Task<string> WritePrivateAsync(string name, string text, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(Path, name);

        // A file that is there would keep the rights that it has.
        File.Delete(path);
        await using var file = PrivateFiles.Hold(path);
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        return path;
    }
}
