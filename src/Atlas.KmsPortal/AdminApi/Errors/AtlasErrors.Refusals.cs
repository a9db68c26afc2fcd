using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <content>What Atlas's own rules refuse, in the domain's words.</content>
public static partial class AtlasErrors
{
    /// <summary>The first reason decides; the others show as further fields.</summary>
    public static AtlasError From(AtlasRefusedException refusal)
    {
        var first = refusal.Reasons[0];
        return new AtlasError(
            first.Code,
            first.Detail,
            first.Parameters ?? [],
            [.. from reason in refusal.Reasons where reason.Field is not null select new FieldViolationBody(reason.Detail, reason.Field!)]
        );
    }
}
