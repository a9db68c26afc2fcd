using System.Globalization;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Every error of the Admin API, spelled once. What the domain's rules refuse is in the other part.</summary>
public static partial class AtlasErrors
{
    public static AtlasError Unauthorized(string detail) => new(AtlasCode.UserUnauthorized, detail);

    public static AtlasError NoCredentials { get; } =
        Unauthorized("Sign the request with an API key (HTTP digest) or send a service account's access token (Authorization: Bearer).");

    public static AtlasError Forbidden(string needed) =>
        new(AtlasCode.AccessForbidden, $"This request needs the role {needed}, which the caller does not have here.", [needed]);

    public static AtlasError AddressNotAllowed(string address) =>
        new(
            AtlasCode.IpAddressNotOnAccessList,
            $"IP address {address} is not allowed to access this resource. Add it to AdminApi:IpAccessList, or call from an address that is on it.",
            [address]
        );

    public static AtlasError AccessListRequired(string address) =>
        new(
            AtlasCode.OrgRequiresAccessList,
            $"This organization requires access through an access list of IP ranges, and the list is empty. Add {address} to AdminApi:IpAccessList.",
            [address]
        );

    public static AtlasError GroupNotFound(string groupId) =>
        new(AtlasCode.GroupNotFound, $"No project with ID {groupId} exists, or the caller is not a member of it.", [groupId]);

    public static AtlasError GroupNameNotFound(string name) =>
        new(AtlasCode.GroupNotFound, $"No project named \"{name}\" exists, or the caller is not a member of it.", [name]);

    public static AtlasError InvalidGroupId(string groupId) =>
        new(AtlasCode.InvalidGroupId, "A project ID has 24 hexadecimal digits, 0-9 and a-f.", [Shown(groupId)]);

    public static AtlasError OrganizationNotFound(string orgId) =>
        new(AtlasCode.OrgNotFound, $"No organization with ID {Shown(orgId)} exists, or the caller is not a member of it.", [Shown(orgId)]);

    public static AtlasError ClusterNotFound(string name, string groupId) =>
        new(AtlasCode.ClusterNotFound, $"No cluster named {Shown(name)} exists in group {groupId}.", [Shown(name), groupId]);

    /// <summary>The shapes before 2024-08-05 cannot tell unequal shards.</summary>
    public static AtlasError AsymmetricShards(string name) =>
        new(
            AtlasCode.AsymmetricShardUnsupported,
            $"The shards of cluster {Shown(name)} are not equal, which this version cannot show. Ask for 2024-08-05 or later.",
            [Shown(name)]
        );

    public static AtlasError FlexInClusterApi { get; } =
        new(AtlasCode.CannotUseFlexClusterInClusterApi, "This is a Flex cluster. Use /groups/{groupId}/flexClusters for it.");

    /// <param name="what">What was looked for, as a noun: "private endpoint".</param>
    public static AtlasError ResourceNotFound(string what, string id) =>
        new(AtlasCode.ResourceNotFound, $"No {what} with ID {Shown(id)} exists in this project.", [Shown(id)]);

    public static AtlasError RouteNotFound(string path) =>
        new(AtlasCode.ResourceNotFound, $"There is nothing at {Shown(path)}. GET /openapi/atlas.json lists what is served.", [Shown(path)]);

    public static AtlasError MethodNotAllowed(string method, string allowed) =>
        new(AtlasCode.MethodNotAllowed, $"{Shown(method)} is not offered here. Allowed: {allowed}.", [Shown(method)]);

    public static AtlasError NotAcceptable(string accept) =>
        new(
            AtlasCode.NotAcceptable,
            $"Accept is \"{Shown(accept)}\". Use application/vnd.atlas.<date>+json, application/json or */*.",
            [Shown(accept)]
        );

    public static AtlasError UnsupportedMediaType(string? contentType) =>
        new(
            AtlasCode.UnsupportedMediaType,
            $"Content-Type is {(contentType is null ? "missing" : $"\"{Shown(contentType)}\"")}. Use application/json or application/vnd.atlas.<date>+json.",
            contentType is null ? [] : [Shown(contentType)]
        );

    public static AtlasError InvalidVersionDate(string date, DateOnly first) =>
        new(
            AtlasCode.InvalidVersionDate,
            $"\"{Shown(date)}\" is not a version of this resource. Use a date (yyyy-MM-dd) from {first:yyyy-MM-dd} on.",
            [Shown(date)]
        );

    public static AtlasError InvalidPathParameter(string name, string value, string expected) =>
        new(AtlasCode.InvalidPathParameter, $"The path parameter {name} must be {expected}.", [name, Shown(value)]);

    public static AtlasError InvalidProvider(string value, string expected) =>
        new(AtlasCode.InvalidProvider, $"\"{Shown(value)}\" is not a cloud provider here. Use {expected}.", [Shown(value)]);

    public static AtlasError InvalidQueryParameter(string name, string expected) =>
        new(AtlasCode.InvalidQueryParameter, $"The query parameter {name} must be {expected}.", [name]);

    public static AtlasError TooLarge(int limit) =>
        new(AtlasCode.RequestEntityTooLarge, $"The body is larger than {limit} bytes, which is more than any operation needs.");

    public static AtlasError MalformedJson(string why) => new(AtlasCode.MalformedJson, $"The body is not well-formed JSON: {why}");

    public static AtlasError InvalidJson(string why) => new(AtlasCode.InvalidJson, why);

    public static AtlasError BadRequest(string why) => new(AtlasCode.ValidationError, why);

    /// <summary>The fields that a body has wrong: the first one's code stands for all, since the document has room for one.</summary>
    public static AtlasError InvalidBody(IReadOnlyList<BodyProblem> problems) =>
        new(
            problems[0].Code,
            problems[0].Message,
            [problems[0].Field],
            [.. problems.Select(problem => new FieldViolationBody(problem.Message, problem.Field))]
        );

    public static AtlasError ReadOnlyAttribute(string field, string why) =>
        new(AtlasCode.AttributeReadOnly, why, [field], [new(why, field)]);

    /// <param name="path">Of the request.</param>
    /// <param name="seconds">Until there is room for one more.</param>
    /// <param name="refill">How many requests come back in each <paramref name="period"/> of seconds.</param>
    public static AtlasError RateLimited(string path, int seconds, int capacity, double refill, int period)
    {
        var asked = Shown(path.Trim('/'));
        return new(
            AtlasCode.RateLimitedTokenBucket,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Rate limit exceeded for {asked}. Try again in {seconds} {(seconds == 1 ? "second" : "seconds")}. Request capacity: {capacity}. Refill rate: {refill} per {period} {(period == 1 ? "second" : "seconds")}."
            ),
            [asked, .. new[] { seconds, capacity, refill, period }.Select(number => number.ToString(CultureInfo.InvariantCulture))]
        );
    }

    /// <summary>Guessing is slowed, whoever is right this time.</summary>
    public static AtlasError TooManyGuesses(int seconds) =>
        new(
            AtlasCode.RateLimitedTokenBucket,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Too many wrong credentials. Try again in {seconds} {(seconds == 1 ? "second" : "seconds")}, with the right ones."
            ),
            [seconds.ToString(CultureInfo.InvariantCulture)]
        );

    /// <summary>Refused by name, so that nobody believes it was taken.</summary>
    public static AtlasError NotSimulated(string field, string what) =>
        new(
            AtlasCode.FeatureUnsupported,
            $"{what} is not simulated; leave {field} out.",
            [field],
            [new($"{what} is not simulated.", field)]
        );

    /// <inheritdoc cref="NotSimulated(string, string)"/>
    public static AtlasError NotSimulated(string what) =>
        new(AtlasCode.FeatureUnsupported, $"{what} is not simulated. GET /openapi/atlas.json lists what is.", [what]);

    public static AtlasError Unexpected(string detail) => new(AtlasCode.UnexpectedError, detail);

    public static AtlasError Unavailable { get; } =
        new(AtlasCode.ServiceUnavailable, "Atlas is not available at the moment. Try again later.");

    // What a caller sent comes back to it, cut short and on one line.
    private static string Shown(string value)
    {
        var printable = string.Concat(value.Take(100).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return value.Length > 100 ? printable + "…" : printable;
    }
}
