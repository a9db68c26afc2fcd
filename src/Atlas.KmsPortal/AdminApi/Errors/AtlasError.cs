using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Why the Admin API refuses, before it is put on the wire. Made by <see cref="AtlasErrors"/> only.</summary>
/// <param name="Detail">A sentence that a person can act on: every client shows it verbatim.</param>
/// <param name="Parameters">The values that the detail is about.</param>
/// <param name="Fields">Which fields are wrong, by path; empty when the whole request is.</param>
public sealed record AtlasError(
    string Code,
    string Detail,
    IReadOnlyList<string>? Parameters = null,
    IReadOnlyList<FieldViolationBody>? Fields = null
)
{
    /// <summary>The code's own, unless the server itself refused with another.</summary>
    public int Status { get; init; } = AtlasCode.StatusOf(Code);
}

/// <summary>Thrown anywhere below a handler; the pipeline turns it into the error document.</summary>
public sealed class AtlasApiException(AtlasError error) : Exception(error.Detail)
{
    public AtlasError Error { get; } = error;
}
