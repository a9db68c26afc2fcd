using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Accounts;

/// <summary>A person who signs in to the portal.</summary>
public sealed class PortalUser : IdentityUser;
