namespace Atlas.KmsPortal.Accounts;

/// <summary>The roles of people, in Atlas's words, and where they hold.</summary>
public static class Membership
{
    public const string OrgOwner = "ORG_OWNER";
    public const string GroupOwner = "GROUP_OWNER";
    public const string GroupReadOnly = "GROUP_READ_ONLY";

    /// <summary>The scope of an owner of every organization, those included that come later.</summary>
    public const string EveryOrganization = Data.MembershipRow.EveryOrganization;
}
