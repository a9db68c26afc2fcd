using Atlas.KmsPortal.AdminApi;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What is served, as an OpenAPI document: <c>/openapi/atlas.json</c>.</summary>
internal static class ServedDocument
{
    public const string Name = "atlas";
    private const string Digest = "DigestAuth";
    private const string ServiceAccounts = "ServiceAccounts";
    private static readonly string[] s_served = ["api/", "subscriptions/", "simulator/"];
    private static readonly string[] s_lists = ["pageNum", "itemsPerPage", "includeCount"];

    public static void AddAtlasDocument(this IServiceCollection services)
    {
        services.AddSingleton<ServedDocumentOnce>();
        services.AddOpenApi(
            Name,
            options =>
            {
                options.ShouldInclude = operation =>
                    Array.Exists(s_served, prefix => operation.RelativePath?.StartsWith(prefix, StringComparison.Ordinal) is true);
                options.AddDocumentTransformer(DescribeAsync);
                options.AddOperationTransformer(CompleteAsync);
            }
        );
    }

    public static void MapAtlasDocument(this IEndpointRouteBuilder routes) =>
        routes
            .MapMethods(
                $"/openapi/{Name}.json",
                [HttpMethods.Get, HttpMethods.Head],
                async (HttpContext context, ServedDocumentOnce document) =>
                    await (await document.Value).WriteAsync(context, "application/json")
            )
            .ExcludeFromDescription()
            .AllowAnonymous();

    private static Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Atlas KMS Portal: the embedded Atlas",
            Version = "2.0",
            Description = "The part of the Atlas Admin API and of Azure Resource Manager that the simulator answers.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Digest] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "digest" },
            [ServiceAccounts] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri("/api/oauth/token", UriKind.Relative),
                        Scopes = new Dictionary<string, string>(StringComparer.Ordinal),
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    private static async Task CompleteAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var served = context.Description.ActionDescriptor.EndpointMetadata.OfType<AtlasOperation>().FirstOrDefault();
        if (served is null)
        {
            return;
        }

        operation.Security = [Needs(Digest, context), Needs(ServiceAccounts, context)];
        operation.Description = $"Needs the role {served.Permission.InWords()}.";
        operation.Parameters ??= [];
        AddQuery(operation, "envelope", JsonSchemaType.Boolean);
        AddQuery(operation, "pretty", JsonSchemaType.Boolean);
        if (context.Description.SupportedResponseTypes.Any(type => type.Type?.IsAssignableTo(typeof(IPageBody)) is true))
        {
            foreach (var name in s_lists)
            {
                AddQuery(operation, name, name is "includeCount" ? JsonSchemaType.Boolean : JsonSchemaType.Integer);
            }
        }

        foreach (var query in context.Description.ActionDescriptor.EndpointMetadata.OfType<AtlasQuery>())
        {
            foreach (var name in query.Parameters)
            {
                AddQuery(operation, name, query.AreFlags ? JsonSchemaType.Boolean : JsonSchemaType.String);
            }
        }

        if (served.Body is { } body)
        {
            var schema = await context.GetOrCreateSchemaAsync(body, cancellationToken: cancellationToken);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = served
                    .Versions.Dates.Select(AtlasMediaType.Of)
                    .Append("application/json")
                    .ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }, StringComparer.Ordinal),
            };
        }

        // Once for all operations: written out, it would be most of the document.
        var document = context.Document ?? throw new InvalidOperationException("An operation is described outside of a document.");
        document.AddComponent(
            nameof(AtlasErrorBody),
            await context.GetOrCreateSchemaAsync(typeof(AtlasErrorBody), cancellationToken: cancellationToken)
        );
        var error = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(AtlasErrorBody), document) };
        operation.Responses ??= [];
        foreach (var (status, why) in Errors(served))
        {
            operation.Responses.TryAdd(
                status,
                new OpenApiResponse
                {
                    Description = why,
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = error },
                }
            );
        }
    }

    private static IEnumerable<(string Status, string Why)> Errors(AtlasOperation operation) =>
        [
            ("400", "Bad Request"),
            ("401", "Unauthorized"),
            ("403", "Forbidden"),
            ("404", "Not Found"),
            ("406", "Not Acceptable"),
            .. operation.Body is null
                ? Array.Empty<(string, string)>()
                : [("409", "Conflict"), ("413", "Content Too Large"), ("415", "Unsupported Media Type")],
            ("429", "Too Many Requests"),
            ("500", "Internal Server Error"),
        ];

    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiOperationTransformerContext context) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };

    private static void AddQuery(OpenApiOperation operation, string name, JsonSchemaType type) =>
        operation.Parameters!.Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Schema = new OpenApiSchema { Type = type },
            }
        );
}
