using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Clusters.Form;

/// <summary>First step of changing a cluster: choose. What is not possible says why beside it, as soon as it is so.</summary>
public sealed partial class EditClusterPage(Drafts drafts) : ClusterFormPage(drafts);
