using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Atlas.KmsPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class SecurityEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "KnownAddresses",
                columns: table => new
                {
                    Account = table.Column<string>(type: "TEXT", nullable: false),
                    Network = table.Column<string>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownAddresses", x => new { x.Account, x.Network });
                });

            migrationBuilder.CreateIndex(
                name: "IX_KnownAddresses_SeenAt",
                table: "KnownAddresses",
                column: "SeenAt");

            // Nothing that the program does changes or removes an entry. The third one is for INSERT OR REPLACE, which asks no trigger
            // before it deletes. A migration that rebuilds the table has to drop them first, and create them again.
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "TR_Audit_NoUpdate" BEFORE UPDATE ON "Audit"
                BEGIN SELECT RAISE(ABORT, 'The audit log takes entries and changes none.'); END;
                CREATE TRIGGER "TR_Audit_NoDelete" BEFORE DELETE ON "Audit"
                BEGIN SELECT RAISE(ABORT, 'The audit log takes entries and removes none.'); END;
                CREATE TRIGGER "TR_Audit_NoReplace" BEFORE INSERT ON "Audit"
                WHEN EXISTS (SELECT 1 FROM "Audit" WHERE "Id" = NEW."Id" OR "EventId" = NEW."EventId")
                BEGIN SELECT RAISE(ABORT, 'The audit log takes entries and replaces none.'); END;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """DROP TRIGGER "TR_Audit_NoUpdate"; DROP TRIGGER "TR_Audit_NoDelete"; DROP TRIGGER "TR_Audit_NoReplace"; """
            );

            migrationBuilder.DropTable(
                name: "KnownAddresses");
        }
    }
}
