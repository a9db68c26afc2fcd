using Atlas.KmsPortal.Hosting;

var builder = WebApplication.CreateBuilder(args);

builder.AddData(); // SQLite, and the keys that protect secrets
builder.AddPortal(); // Razor components, sign-in, headers, health

var app = builder.Build();
await app.PrepareDatabaseAsync();
await app.SeedAccountsAsync();
app.MapPortal();
await app.RunAsync();
