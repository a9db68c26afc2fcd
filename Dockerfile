# The portal in a container: docker build -t atlas-kms-portal . && docker run -p 5080:5080 -v kms-portal-data:/app/data
#   -e Portal__Admin__Email=… -e Portal__Admin__Password=… atlas-kms-portal
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/TopLevelWebRoot.targets src/
COPY src/Atlas.KmsPortal/Atlas.KmsPortal.csproj src/Atlas.KmsPortal/
RUN dotnet restore src/Atlas.KmsPortal --use-current-runtime
COPY appsettings.json ./
COPY wwwroot wwwroot
COPY src src
# Compiled ahead for this kind of machine, so that it starts without compiling.
RUN dotnet publish src/Atlas.KmsPortal --use-current-runtime --no-restore --configuration Release --output /app \
    && mkdir --mode=700 /app/data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build --chown=$APP_UID:$APP_UID /app .
USER $APP_UID
ENV ASPNETCORE_URLS=http://+:5080
EXPOSE 5080
VOLUME /app/data
# The image has no curl: the portal asks itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["dotnet", "Atlas.KmsPortal.dll", "--health"]
ENTRYPOINT ["dotnet", "Atlas.KmsPortal.dll"]
