using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Which identities lost the role that lets them use a vault's keys. Everybody else whom a project names has it.</summary>
internal static class VaultAccess
{
    public static bool IsRefused(VaultRow vault, string credentialId) =>
        vault.RefusedIdentities is not null && Names(vault).Contains(credentialId, StringComparer.Ordinal);

    public static void Set(VaultRow vault, IEnumerable<string> credentialIds, bool refused)
    {
        var names = Names(vault).ToHashSet(StringComparer.Ordinal);
        foreach (var id in credentialIds)
        {
            _ = refused ? names.Add(id) : names.Remove(id);
        }

        vault.RefusedIdentities = names.Count == 0 ? null : string.Join(',', names.Order(StringComparer.Ordinal));
    }

    private static string[] Names(VaultRow vault) => vault.RefusedIdentities?.Split(',') ?? [];
}
