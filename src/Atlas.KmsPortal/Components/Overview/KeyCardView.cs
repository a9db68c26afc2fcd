using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Overview;

/// <summary>The key in use: where it is, how old, whether it answers.</summary>
/// <param name="Title">The key service.</param>
/// <param name="HealthTone">The class of its color.</param>
/// <param name="CheckedAt">When Atlas last tried the key; null when it did not yet.</param>
public sealed record KeyCardView(
    string Title,
    IReadOnlyList<KeyFact> Facts,
    string HealthIcon,
    string HealthTone,
    string HealthText,
    DateTimeOffset? CheckedAt
)
{
    private const int MaxLength = 18;

    public static KeyCardView Of(ProjectSnapshot project, KeyProviderSettings settings, DateTimeOffset now)
    {
        var (icon, tone, text) = HealthOf(settings.Health.State);
        return new(
            settings.Provider.KeyServiceName(),
            [
                .. Places(settings),
                .. Fact(
                    "Age",
                    settings.KeyAge(now) is { } age ? $"{Words.Count((int)age.TotalDays, "day")}, alert at {project.KeyAgeAlertDays}" : null
                ),
                .. Fact(
                    "Signs in as",
                    settings.UsesRole ? "a cloud identity, without a secret"
                        : settings.HasSecret ? "static credentials"
                        : null
                ),
            ],
            icon,
            tone,
            text,
            settings.Health.CheckedAt
        );
    }

    private static IEnumerable<KeyFact> Places(KeyProviderSettings settings) =>
        settings switch
        {
            AzureKeyVault azure =>
            [
                .. Fact("Vault", azure.KeyVaultName),
                .. Fact("Key", KeyWords.Name(azure)),
                .. Identifier("Version", KeyWords.Version(azure)),
            ],
            AwsKms aws => [.. Identifier("Key", KeyWords.Name(aws)), .. Fact("Region", aws.Region)],
            _ => [.. Fact("Key", KeyWords.Name(settings)), .. Identifier("Version", KeyWords.Version(settings))],
        };

    private static IEnumerable<KeyFact> Fact(string name, string? text) => text is null ? [] : [new(name, text)];

    private static IEnumerable<KeyFact> Identifier(string name, string? id) =>
        id is null ? [] : [new(name, id.Length > MaxLength ? $"{id[..12]}…" : id, id)];

    private static (string Icon, string Tone, string Text) HealthOf(KeyState state) =>
        state switch
        {
            KeyState.Valid => (Glyph.Ok, "good", "Answers"),
            KeyState.Invalid => (Glyph.Failed, "bad", "Not valid"),
            KeyState.Unreachable => (Glyph.Warn, "turn", "Cannot be reached"),
            _ => (Glyph.Clock, "soft", "Not tried yet"),
        };
}

/// <summary>One thing to know about a key.</summary>
/// <param name="Identifier">The whole of an identifier that <paramref name="Text"/> may shorten; null for plain words.</param>
public sealed record KeyFact(string Name, string Text, string? Identifier = null);
