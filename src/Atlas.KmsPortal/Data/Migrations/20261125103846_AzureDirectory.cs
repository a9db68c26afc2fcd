using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Atlas.KmsPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class AzureDirectory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Document",
                table: "Vaults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RefusedIdentities",
                table: "Vaults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TenantId",
                table: "Vaults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Document",
                table: "CloudKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AzureRoleAssignments",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", nullable: false),
                    RoleId = table.Column<string>(type: "TEXT", nullable: false),
                    PrincipalId = table.Column<string>(type: "TEXT", nullable: false),
                    PrincipalType = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AzureRoleAssignments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AzureServicePrincipals",
                columns: table => new
                {
                    AppId = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AzureServicePrincipals", x => x.AppId);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AzureRoleAssignments");

            migrationBuilder.DropTable(
                name: "AzureServicePrincipals");

            migrationBuilder.DropColumn(
                name: "Document",
                table: "Vaults");

            migrationBuilder.DropColumn(
                name: "RefusedIdentities",
                table: "Vaults");

            migrationBuilder.DropColumn(
                name: "TenantId",
                table: "Vaults");

            migrationBuilder.DropColumn(
                name: "Document",
                table: "CloudKeys");
        }
    }
}
