using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Atlas's error document. Always plain <c>application/json</c>: the Go SDK decodes nothing else.</summary>
/// <param name="Error">The HTTP status.</param>
/// <param name="Reason">The HTTP status in words.</param>
public sealed record AtlasErrorBody(
    int Error,
    string ErrorCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
    IReadOnlyList<string>? Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BadRequestDetailBody? BadRequestDetail
)
{
    public static AtlasErrorBody From(AtlasError error) =>
        new(
            error.Status,
            error.Code,
            error.Detail,
            ReasonPhrases.GetReasonPhrase(error.Status),
            error.Parameters ?? [],
            error.Fields is { Count: > 0 } fields ? new BadRequestDetailBody(fields) : null
        );
}

public sealed record BadRequestDetailBody(IReadOnlyList<FieldViolationBody> Fields);

/// <param name="Field">The path of the field in the body, for example <c>azureKeyVault.clientID</c>.</param>
public sealed record FieldViolationBody(string Description, string Field);
