using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Describes what is served when the first visitor asks; routes do not change after that.</summary>
internal sealed class ServedDocumentOnce([FromKeyedServices(ServedDocument.Name)] IOpenApiDocumentProvider documents)
{
    private readonly Lazy<Task<CompressedDocument>> _document = new(() => Task.Run(() => WriteAsync(documents)));

    public Task<CompressedDocument> Value => _document.Value;

    private static async Task<CompressedDocument> WriteAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync();
        return new CompressedDocument(Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)));
    }
}
