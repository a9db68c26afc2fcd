using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Atlas.KmsPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class WorkByIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Another collation by hand: SQLite makes the table anew, which EF Core would do outside of the transaction.
            migrationBuilder.RenameTable(name: "ProjectListings", newName: "ProjectListingsBefore");
            migrationBuilder.CreateTable(
                name: "ProjectListings",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    OwnerRank = table.Column<int>(type: "INTEGER", nullable: false),
                    ReaderRank = table.Column<int>(type: "INTEGER", nullable: false),
                    OwnerStates = table.Column<int>(type: "INTEGER", nullable: false),
                    ReaderStates = table.Column<int>(type: "INTEGER", nullable: false),
                    Waiting = table.Column<int>(type: "INTEGER", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProjectListings", x => x.ProjectId);
                });
            migrationBuilder.Sql(
                """
                INSERT INTO "ProjectListings" ("ProjectId", "OrganizationId", "Name", "OwnerRank", "ReaderRank", "OwnerStates", "ReaderStates", "Waiting", "SearchText")
                SELECT "ProjectId", "OrganizationId", "Name", "OwnerRank", "ReaderRank", "OwnerStates", "ReaderStates", "Waiting", "SearchText"
                FROM "ProjectListingsBefore";
                """);
            migrationBuilder.DropTable(name: "ProjectListingsBefore");

            migrationBuilder.CreateIndex(
                name: "IX_Projects_Name",
                table: "Projects",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_Projects_NextKeyCheckAt",
                table: "Projects",
                column: "NextKeyCheckAt");

            migrationBuilder.CreateIndex(
                name: "IX_ProjectListings_Name",
                table: "ProjectListings",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_ProjectListings_OwnerRank_Name_ProjectId",
                table: "ProjectListings",
                columns: new[] { "OwnerRank", "Name", "ProjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_ProjectListings_ReaderRank_Name_ProjectId",
                table: "ProjectListings",
                columns: new[] { "ReaderRank", "Name", "ProjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_RemovalRequestedBy",
                table: "PrivateEndpoints",
                column: "RemovalRequestedBy",
                filter: "\"RemovalRequestedBy\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_Status_AzureState_StatusSince",
                table: "PrivateEndpoints",
                columns: new[] { "Status", "AzureState", "StatusSince" });

            migrationBuilder.CreateIndex(
                name: "IX_Clusters_MigrationEndsAt",
                table: "Clusters",
                column: "MigrationEndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_Clusters_WorkEndsAt",
                table: "Clusters",
                column: "WorkEndsAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Projects_Name",
                table: "Projects");

            migrationBuilder.DropIndex(
                name: "IX_Projects_NextKeyCheckAt",
                table: "Projects");

            migrationBuilder.DropIndex(
                name: "IX_ProjectListings_Name",
                table: "ProjectListings");

            migrationBuilder.DropIndex(
                name: "IX_ProjectListings_OwnerRank_Name_ProjectId",
                table: "ProjectListings");

            migrationBuilder.DropIndex(
                name: "IX_ProjectListings_ReaderRank_Name_ProjectId",
                table: "ProjectListings");

            migrationBuilder.DropIndex(
                name: "IX_PrivateEndpoints_RemovalRequestedBy",
                table: "PrivateEndpoints");

            migrationBuilder.DropIndex(
                name: "IX_PrivateEndpoints_Status_AzureState_StatusSince",
                table: "PrivateEndpoints");

            migrationBuilder.DropIndex(
                name: "IX_Clusters_MigrationEndsAt",
                table: "Clusters");

            migrationBuilder.DropIndex(
                name: "IX_Clusters_WorkEndsAt",
                table: "Clusters");

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "ProjectListings",
                type: "TEXT",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldCollation: "NOCASE");
        }
    }
}
