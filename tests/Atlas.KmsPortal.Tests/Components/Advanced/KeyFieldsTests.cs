using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Advanced;

public sealed class KeyFieldsTests : ComponentTest
{
    /// <summary>
    /// A browser that is slow to acknowledge pictures gets no new one, so that the fields still show the form of some changes ago.
    /// </summary>
    [Fact]
    public void What_is_typed_before_the_fields_were_drawn_again_is_kept()
    {
        var form = new AdvancedForm { Provider = CloudProvider.Azure, WithRole = false };
        var fields = Render<AzureKeyVaultFields>(parameters =>
            parameters
                .Add(f => f.Form, form)
                .Add(f => f.View, KeyFieldsView.Of(A.Project(A.Cluster("ledger", "US_EAST_2")), form, A.Now))
                .Add(f => f.Changed, change => form = change.Edit(form))
        );

        fields.Labelled("Tenant ID").Change("ee46317d-36a3-4472-a3dd-6549e901da0b");
        fields.Labelled("Subscription ID").Change("a39012fb-d604-4cd1-8841-77f705f3e6d5");

        Assert.Equal("ee46317d-36a3-4472-a3dd-6549e901da0b", form.TenantId);
        Assert.Equal("a39012fb-d604-4cd1-8841-77f705f3e6d5", form.SubscriptionId);
    }
}
