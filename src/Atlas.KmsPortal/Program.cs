using Atlas.KmsPortal.Hosting;

if (args is [HealthProbe.Argument])
{
    return await HealthProbe.RunAsync();
}

try
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddData(); // SQLite, and the keys that protect secrets
    builder.AddPortal(); // Razor components, sign-in, headers, health
    builder.AddAtlas(); // the embedded simulator, and its Admin API

    var app = builder.Build();
    if (args is [PasswordChange.Argument, var email])
    {
        return await app.Services.SetPasswordAsync(email, Console.In, Console.Out);
    }

    app.BeginPreparation(); // database, demo world and accounts, while the rest starts
    app.UseFrontDoor();
    app.MapAtlas();
    app.MapPortal();
    return await app.RunPreparedAsync();
}
catch (Exception exception) when (StartFailure.SaysWhatToDo(exception))
{
    return await StartFailure.ReportAsync(exception);
}
