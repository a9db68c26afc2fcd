using Atlas.KmsPortal.Hosting;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Simulator.Api;

var builder = WebApplication.CreateBuilder(args);

builder.AddData(); // SQLite, and the keys that protect secrets
builder.AddPortal(); // Razor components, sign-in, headers, health
builder.AddEmbeddedAtlas(); // the simulated Atlas and its Azure side
builder.AddAtlasApi(); // both of them over HTTP

var app = builder.Build();
await app.PrepareDatabaseAsync();
await app.PrepareEmbeddedAtlasAsync();
await app.PrepareAtlasApiAsync();
await app.SeedAccountsAsync();
app.UseFrontDoor();
app.MapAtlasApi();
app.MapPortal();
await app.RunAsync();
