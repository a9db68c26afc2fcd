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

    [Fact]
    public void What_was_pasted_around_a_value_is_named_and_its_part_can_be_taken()
    {
        var form = new AdvancedForm
        {
            On = true,
            WithRole = false,
            KeyVaultName = "https://acme-vault.vault.azure.net/",
        };
        var project = A.Project();
        var attempt = SaveAttempt.None with { Touched = ["azureKeyVault.keyVaultName"] };
        var view = AdvancedView.Of(project, ProjectRole.Owner, form, attempt, A.Now);
        var fields = Render<AzureKeyVaultFields>(parameters =>
            parameters
                .Add(f => f.Form, form)
                .Add(f => f.View, view.Fields)
                .Add(f => f.ProblemOf, view.ProblemOf)
                .Add(f => f.Changed, change => form = change.Edit(form))
        );

        Assert.Contains("the vault’s address", fields.DescriptionOf(fields.Labelled("Key Vault Name")), StringComparison.Ordinal);
        fields.Button("Use acme-vault").Click();

        Assert.Equal("acme-vault", form.KeyVaultName);
    }

    [Fact]
    public void A_secrets_id_is_pointed_out_and_may_be_saved_all_the_same()
    {
        var form = new AdvancedForm { WithRole = false, Secret = "5b6d2f0e-0000-4000-8000-00000000a001" };
        var fields = Render<AzureKeyVaultFields>(parameters =>
            parameters.Add(f => f.Form, form).Add(f => f.View, KeyFieldsView.Of(A.Project(), form, A.Now))
        );

        var secret = fields.Find(".secret[role=group]");

        Assert.Contains("Typed, not saved yet", secret.TextContent, StringComparison.Ordinal);
        Assert.Contains("the secret's ID", fields.DescriptionOf(secret), StringComparison.Ordinal);
        Assert.DoesNotContain("5b6d2f0e", fields.Markup, StringComparison.Ordinal);
    }
}
