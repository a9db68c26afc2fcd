namespace Atlas.KmsPortal.AdminApi;

/// <summary>One way to tell somebody of an alert, with the fields of every kind of way. Nobody is told anything here.</summary>
public sealed record NotificationBody
{
    private const int MaskLength = 28;
    private const int Shown = 4;

    [NeededField]
    [OneOf(
        "DATADOG",
        "EMAIL",
        "GROUP",
        "HIP_CHAT",
        "MICROSOFT_TEAMS",
        "OPS_GENIE",
        "ORG",
        "PAGER_DUTY",
        "SLACK",
        "SMS",
        "TEAM",
        "USER",
        "VICTOR_OPS",
        "WEBHOOK"
    )]
    public string? TypeName { get; init; }

    [Between(0, 1_000_000)]
    public int? DelayMin { get; init; }

    [Between(5, 1_000_000)]
    public int? IntervalMin { get; init; }
    public string? NotifierId { get; init; }
    public string? IntegrationId { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? EmailAddress { get; init; }
    public bool? EmailEnabled { get; init; }
    public bool? SmsEnabled { get; init; }
    public string? MobileNumber { get; init; }
    public IReadOnlyList<string>? Roles { get; init; }
    public string? TeamId { get; init; }
    public string? TeamName { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? Username { get; init; }

    [LooksLike(FieldText.OneLine, FieldText.OneLineInWords)]
    public string? ChannelName { get; init; }
    public string? RoomName { get; init; }
    public string? DatadogRegion { get; init; }
    public string? OpsGenieRegion { get; init; }
    public string? Region { get; init; }
    public string? WebhookBodyTemplate { get; init; }
    public string? WebhookHeadersTemplate { get; init; }

    public string? ApiToken { get; init; }
    public string? DatadogApiKey { get; init; }
    public string? MicrosoftTeamsWebhookUrl { get; init; }
    public string? NotificationToken { get; init; }
    public string? OpsGenieApiKey { get; init; }
    public string? ServiceKey { get; init; }
    public string? VictorOpsApiKey { get; init; }
    public string? VictorOpsRoutingKey { get; init; }
    public string? WebhookSecret { get; init; }
    public string? WebhookUrl { get; init; }

    /// <summary>The same with every secret as Atlas shows it: stars and the last four characters. What is masked already stays so.</summary>
    public NotificationBody Masked() =>
        this with
        {
            ApiToken = Mask(ApiToken),
            DatadogApiKey = Mask(DatadogApiKey),
            MicrosoftTeamsWebhookUrl = Mask(MicrosoftTeamsWebhookUrl),
            NotificationToken = Mask(NotificationToken),
            OpsGenieApiKey = Mask(OpsGenieApiKey),
            ServiceKey = Mask(ServiceKey),
            VictorOpsApiKey = Mask(VictorOpsApiKey),
            VictorOpsRoutingKey = Mask(VictorOpsRoutingKey),
            WebhookHeadersTemplate = Mask(WebhookHeadersTemplate),
            WebhookSecret = Mask(WebhookSecret),
            WebhookUrl = Mask(WebhookUrl),
        };

    // A short secret would be half told by its last four characters.
    private static string? Mask(string? secret) =>
        secret is null ? null : new string('*', MaskLength) + (secret.Length >= 4 * Shown ? secret[^Shown..] : "");
}
