using System.Buffers.Text;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Hosting;

/// <summary>The keys that secrets in the database are encrypted with: looked at when the portal starts, not when somebody needs one.</summary>
/// <param name="folder">Where they are kept.</param>
internal sealed class ProtectionKeys(
    string folder,
    IDataProtectionProvider protection,
    IKeyManager manager,
    IDbContextFactory<PortalDbContext> databases,
    DatabaseFile file,
    ILogger<ProtectionKeys> logger
)
{
    // What is protected begins with four bytes of its own and the id of the key: 28 characters hold both.
    private const int MarkLength = 4;
    private const int IdLength = 16;

    private const string Stored = """
        SELECT 'API keys', substr("ProtectedHa1", 1, 28), COUNT(*) FROM "ApiKeys" GROUP BY 2
        UNION ALL SELECT 'secrets of projects', substr("Secret", 1, 28), COUNT(*) FROM (
            SELECT "AzureSecret" AS "Secret" FROM "Projects"
            UNION ALL SELECT "AwsSecret" FROM "Projects"
            UNION ALL SELECT "GcpSecret" FROM "Projects"
        ) WHERE "Secret" IS NOT NULL GROUP BY 2
        """;

    /// <summary>Sees to it that there are keys, and makes the first one.</summary>
    /// <exception cref="InvalidOperationException">They can be neither read nor made.</exception>
    public void Check()
    {
        try
        {
            foreach (var key in Directory.EnumerateFiles(folder, "*.xml"))
            {
                ReadOne(key);
            }

            protection.CreateProtector("Atlas.KmsPortal.Start").Protect([]);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            var cause = exception is InvalidDataException ? exception : exception.GetBaseException();
            throw new InvalidOperationException(
                $"The protection keys in {folder} cannot be used ({cause.Message}). Restore that folder from a backup, and let this account write there (DataProtection:KeysFolder).",
                exception
            );
        }
    }

    /// <summary>Says what can no longer be read, because the key that it was encrypted with is gone. The rest works.</summary>
    public async Task SayWhatIsLostAsync(CancellationToken cancellationToken)
    {
        var there = manager.GetAllKeys().Select(key => key.KeyId).ToHashSet();
        var lost = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = Stored;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (KeyOf(rows.GetString(1)) is not { } key || !there.Contains(key))
            {
                lost[rows.GetString(0)] = lost.GetValueOrDefault(rows.GetString(0)) + rows.GetInt64(2);
            }
        }

        if (lost.Count > 0)
        {
            logger.LogError(
                "{Lost} in {File} cannot be read any more: the keys that they were encrypted with are not in {Folder}. Restore that folder from a backup and start again; otherwise those API keys are refused, and secrets have to be entered again.",
                string.Join(" and ", lost.Select(kind => $"{kind.Value} {kind.Key}")),
                file.Path,
                folder
            );
        }
    }

    private static Guid? KeyOf(string start)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(start.Length)];
        return Base64Url.TryDecodeFromChars(start, bytes, out var length) && length >= MarkLength + IdLength
            ? new Guid(bytes.AsSpan(MarkLength, IdLength))
            : null;
    }

    // Data Protection would not say which one it cannot read.
    private static void ReadOne(string key)
    {
        try
        {
            XElement.Load(key);
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException($"{key} is damaged", exception);
        }
    }
}
