using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Data;

/// <summary>A person who signs in to the portal.</summary>
public sealed class PortalUser : IdentityUser;
