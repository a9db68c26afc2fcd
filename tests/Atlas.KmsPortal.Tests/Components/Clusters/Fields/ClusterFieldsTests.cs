using Atlas.KmsPortal.Components.Clusters.Fields;
using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Components.Shared.Fields;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Clusters.Fields;

public sealed class ClusterFieldsTests : ComponentTest
{
    /// <summary>A browser that is slow to acknowledge pictures gets no new one, so that the fields still show the form of some changes ago.</summary>
    [Fact]
    public void What_is_changed_before_the_fields_were_drawn_again_is_kept()
    {
        var project = A.Project(A.Cluster("ledger", "US_EAST_2"));
        var form = ClusterForm.New(project);
        var fields = Render<ClusterFields>(parameters =>
            parameters
                .Add(f => f.Form, form)
                .Add(f => f.View, ClusterFieldsView.Of(project, null, form))
                .Add(f => f.Changed, edit => form = edit(form))
        );

        fields.Labelled("Cluster Name").Change("orders");
        fields
            .FindComponents<SwitchField>()
            .Single(field => field.Instance.Label == "Termination protection")
            .Find("[role=switch]")
            .Change(true);

        Assert.Equal(("orders", true), (form.Name, form.Spec.TerminationProtection));
    }
}
