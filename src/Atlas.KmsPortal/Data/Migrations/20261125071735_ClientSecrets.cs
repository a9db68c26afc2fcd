using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Atlas.KmsPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class ClientSecrets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "RefusesUnknownSecrets",
                table: "CloudCredentials",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "CloudSecrets",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    CredentialId = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    FirstSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Deleted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CloudSecrets", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CloudSecrets_CredentialId",
                table: "CloudSecrets",
                column: "CredentialId");

            // The one secret that an identity had until now. It was not kept when that was first seen: Azure's lasted 180 days.
            migrationBuilder.Sql(
                """
                INSERT INTO "CloudSecrets" ("Id", "CredentialId", "Description", "Hash", "FirstSeenAt", "ExpiresAt", "Deleted")
                SELECT lower(
                        hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
                        || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
                    ),
                    "Id",
                    'Secret 1',
                    "SecretHash",
                    COALESCE("SecretExpiresAt" - 180 * 864000000000, 621355968000000000 + 10000000 * strftime('%s', 'now')),
                    "SecretExpiresAt",
                    0
                FROM "CloudCredentials"
                WHERE "SecretHash" IS NOT NULL AND "Id" NOT LIKE '%/role/%';
                """);

            // Not DropColumn: EF Core would copy the table, outside the transaction that undoes an upgrade that is cut off.
            migrationBuilder.Sql(
                """
                ALTER TABLE "CloudCredentials" DROP COLUMN "SecretExpiresAt";
                ALTER TABLE "CloudCredentials" DROP COLUMN "SecretHash";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""ALTER TABLE "CloudCredentials" DROP COLUMN "RefusesUnknownSecrets";""");

            migrationBuilder.AddColumn<long>(
                name: "SecretExpiresAt",
                table: "CloudCredentials",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecretHash",
                table: "CloudCredentials",
                type: "TEXT",
                nullable: true);

            // There is room for one: the newest that is not deleted.
            migrationBuilder.Sql(
                """
                UPDATE "CloudCredentials" SET ("SecretHash", "SecretExpiresAt") = (
                    SELECT s."Hash", s."ExpiresAt" FROM "CloudSecrets" s
                    WHERE s."CredentialId" = "CloudCredentials"."Id" AND NOT s."Deleted"
                    ORDER BY s."FirstSeenAt" DESC LIMIT 1
                );
                """);

            migrationBuilder.DropTable(
                name: "CloudSecrets");
        }
    }
}
