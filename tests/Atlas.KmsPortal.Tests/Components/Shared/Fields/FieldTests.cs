using Atlas.KmsPortal.Components.Shared.Fields;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared.Fields;

public sealed class FieldTests : ComponentTest
{
    [Fact]
    public void A_problem_stands_at_its_field_and_is_read_with_it()
    {
        var field = Render<TextField>(parameters =>
            parameters.Add(f => f.Label, "Tenant ID").Add(f => f.Value, "ee46").Add(f => f.Error, "A tenant id has 36 characters.")
        );

        var input = field.Labelled("Tenant ID");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("A tenant id has 36 characters.", field.DescriptionOf(input));
    }

    [Fact]
    public void A_locked_field_says_who_holds_the_lock()
    {
        var field = Render<TextField>(parameters =>
            parameters
                .Add(f => f.Label, "Key Vault Name")
                .Add(f => f.Value, "acme-vault")
                .Add(f => f.LockedBecause, "Locked while 2 private endpoints exist.")
        );

        var input = field.Labelled("Key Vault Name");
        Assert.True(input.HasAttribute("readonly"));
        Assert.Equal("Locked while 2 private endpoints exist.", field.DescriptionOf(input));
    }

    [Fact]
    public void What_is_typed_reaches_the_form()
    {
        string? typed = null;
        var field = Render<TextField>(parameters =>
            parameters.Add(f => f.Label, "Client ID").Add(f => f.Value, "").Add(f => f.ValueChanged, value => typed = value)
        );

        field.Find("input").Change("632ff709");

        Assert.Equal("632ff709", typed);
    }

    [Fact]
    public void A_stored_secret_is_never_shown()
    {
        var field = Render<SecretField>(parameters =>
            parameters
                .Add(f => f.Label, "Secret")
                .Add(f => f.ChangedAt, new DateTimeOffset(2024, 12, 18, 0, 0, 0, TimeSpan.Zero))
                .Add(f => f.IsTyped, false)
        );

        Assert.Empty(field.FindAll("input"));
        Assert.Contains("changed 18 Dec 2024", field.Said(), StringComparison.Ordinal);
        field.Button("Replace Secret").Click();
        Assert.Equal("password", field.Find("input").GetAttribute("type"));
        field.Button("Cancel replacing Secret").Click();
        Assert.Empty(field.FindAll("input"));
    }

    [Fact]
    public void What_is_typed_into_a_secret_comes_back_in_no_picture()
    {
        string? typed = null;
        var field = Render<SecretField>(parameters =>
            parameters
                .Add(f => f.Label, "Secret")
                .Add(f => f.ChangedAt, null)
                .Add(f => f.IsTyped, false)
                .Add(f => f.Typed, value => typed = value)
        );

        field.Labelled("Secret").Change("only-typed");

        Assert.Equal("only-typed", typed);
        Assert.DoesNotContain("only-typed", field.Markup, StringComparison.Ordinal);
        Assert.False(field.Labelled("Secret").HasAttribute("value"));
    }

    [Fact]
    public void A_secret_that_is_typed_and_not_saved_can_be_replaced_and_discarded()
    {
        List<string> typed = [];
        var field = Render<SecretField>(parameters =>
            parameters
                .Add(f => f.Label, "Secret")
                .Add(f => f.FieldId, "secret")
                .Add(f => f.ChangedAt, null)
                .Add(f => f.IsTyped, true)
                .Add(f => f.Typed, typed.Add)
        );

        Assert.Contains("Typed, not saved yet", field.Said(), StringComparison.Ordinal);
        Assert.Empty(field.FindAll("input"));
        field.Button("Replace Secret").Click();
        field.Labelled("Secret").Change("another");
        Assert.Contains("Typed, not saved yet", field.Said(), StringComparison.Ordinal);
        field.Button("Discard Secret").Click();
        Assert.Equal(["another", ""], typed);

        field.Render(parameters => parameters.Add(f => f.IsTyped, false));
        Assert.DoesNotContain("Typed", field.Said(), StringComparison.Ordinal);
        Assert.Equal("secret", field.Labelled("Secret").Id);
    }

    [Fact]
    public void Whoever_may_only_look_gets_no_field_for_a_secret()
    {
        var field = Render<SecretField>(parameters =>
            parameters
                .Add(f => f.Label, "Secret")
                .Add(f => f.ChangedAt, null)
                .Add(f => f.IsTyped, false)
                .Add(f => f.LockedBecause, "Only Project Owners can change this.")
        );

        Assert.True(field.Labelled("Secret").HasAttribute("readonly"));
        Assert.Equal("Only Project Owners can change this.", field.DescriptionOf(field.Labelled("Secret")));
    }

    [Fact]
    public void A_switch_is_called_what_its_label_says()
    {
        var moved = false;
        var field = Render<SwitchField>(parameters =>
            parameters
                .Add(f => f.Label, "Require Private Networking")
                .Add(f => f.Value, false)
                .Add(f => f.ValueChanged, value => moved = value)
        );

        var control = field.Find("[role=switch]");
        Assert.Equal("Require Private Networking", field.Find($"#{control.GetAttribute("aria-labelledby")}").TextContent);
        Assert.Contains("Off", field.Said(), StringComparison.Ordinal);
        control.Change(true);
        Assert.True(moved);
    }

    [Fact]
    public void A_locked_switch_stays_where_it_is_and_says_why()
    {
        var moved = false;
        var field = Render<SwitchField>(parameters =>
            parameters
                .Add(f => f.Label, "Require Private Networking")
                .Add(f => f.Value, true)
                .Add(f => f.LockedBecause, "2 private endpoints exist.")
                .Add(f => f.ValueChanged, _ => moved = true)
        );

        var control = field.Find("[role=switch]");
        Assert.Equal("true", control.GetAttribute("aria-disabled"));
        Assert.False(control.HasAttribute("disabled"));
        Assert.Equal("2 private endpoints exist.", field.DescriptionOf(control));
        control.Change(false);
        Assert.False(moved);
    }

    [Fact]
    public void A_choice_that_is_not_possible_says_why()
    {
        var field = Render<RadioCards>(parameters =>
            parameters
                .Add(f => f.Label, "Key provider")
                .Add(f => f.Value, "AZURE")
                .Add(
                    f => f.Choices,
                    [new Choice("AZURE", "Azure Key Vault"), new Choice("GCP", "Google Cloud KMS", UnavailableBecause: "not here")]
                )
        );

        var google = field.Find("input[aria-label='Google Cloud KMS']");
        Assert.True(google.HasAttribute("disabled"));
        Assert.Equal("not here", field.DescriptionOf(google));
    }

    [Fact]
    public void A_list_offers_its_choices()
    {
        string? chosen = null;
        var field = Render<SelectField>(parameters =>
            parameters
                .Add(f => f.Label, "Azure Environment")
                .Add(f => f.Value, "AZURE")
                .Add(f => f.Choices, [new Choice("AZURE", "AZURE"), new Choice("AZURE_CHINA", "AZURE_CHINA")])
                .Add(f => f.ValueChanged, value => chosen = value)
        );

        Choose(field, "Azure Environment", "AZURE_CHINA");

        Assert.Equal("AZURE_CHINA", chosen);
        Assert.Equal("Azure Environment", field.Find("label").TextContent.Trim());
    }
}
