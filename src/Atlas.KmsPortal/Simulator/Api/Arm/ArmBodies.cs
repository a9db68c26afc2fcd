using System.Text.Json;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A list as Azure Resource Manager writes it.</summary>
internal sealed record ArmListBody<T>(IReadOnlyList<T> Value);

internal sealed record ArmErrorBody(ArmErrorDetailBody Error);

internal sealed record ArmErrorDetailBody(string Code, string Message);

/// <summary>A private endpoint connection of a vault.</summary>
internal sealed record ArmConnectionBody(
    string? Id = null,
    string? Name = null,
    string? Type = null,
    string? Etag = null,
    ArmConnectionPropertiesBody? Properties = null
);

internal sealed record ArmConnectionPropertiesBody(
    string? ProvisioningState = null,
    ArmReferenceBody? PrivateEndpoint = null,
    ArmConnectionStateBody? PrivateLinkServiceConnectionState = null
);

internal sealed record ArmReferenceBody(string? Id = null);

internal sealed record ArmConnectionStateBody(string? Status = null, string? Description = null, string? ActionsRequired = null);

/// <summary>A key of a vault, or a version of one.</summary>
internal sealed record ArmKeyBody(
    string? Id = null,
    string? Name = null,
    string? Type = null,
    string? Location = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    ArmKeyPropertiesBody? Properties = null
);

internal sealed record ArmKeyPropertiesBody(
    ArmKeyAttributesBody? Attributes = null,
    string? Kty = null,
    int? KeySize = null,
    string? CurveName = null,
    IReadOnlyList<string>? KeyOps = null,
    string? KeyUri = null,
    string? KeyUriWithVersion = null,
    JsonElement? RotationPolicy = null
);

/// <param name="Nbf">Not before, in seconds since 1970.</param>
/// <param name="Exp">Expires, in seconds since 1970.</param>
internal sealed record ArmKeyAttributesBody(
    bool? Enabled = null,
    long? Nbf = null,
    long? Exp = null,
    long? Created = null,
    long? Updated = null
);
