using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Atlas.KmsPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditSource : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "Door",
                table: "Audit",
                newName: "Source");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "Source",
                table: "Audit",
                newName: "Door");
        }
    }
}
