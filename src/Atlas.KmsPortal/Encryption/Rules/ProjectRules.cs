namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides about projects themselves.</summary>
public static class ProjectRules
{
    public static bool IsName(string name) => FieldFormats.ProjectName.IsMatch(name);

    public static Blocker NameInvalid(string name) =>
        new(
            AtlasCode.InvalidAttribute,
            "Invalid project name",
            "Use 1 to 64 letters, digits and the characters - _ . ( ) , : & @ + '.",
            "name",
            [name],
            Detail: "Invalid attribute name. Use 1 to 64 letters, digits and the characters - _ . ( ) , : & @ + '."
        );
}
