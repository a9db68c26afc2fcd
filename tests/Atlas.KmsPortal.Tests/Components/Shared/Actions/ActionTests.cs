using Atlas.KmsPortal.Components.Shared.Actions;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared.Actions;

public sealed class ActionTests : ComponentTest
{
    [Fact]
    public void A_button_that_is_not_possible_stays_focusable_and_does_nothing()
    {
        var pressed = 0;
        var button = Render<ActionButton>(parameters =>
            parameters
                .Add(b => b.Text, "Continue")
                .Add(b => b.Blocked, true)
                .Add(b => b.BlockedBy, "why")
                .Add(b => b.Pressed, () => pressed++)
        );

        var element = button.Button("Continue");
        Assert.False(element.HasAttribute("disabled"));
        Assert.Equal("true", element.GetAttribute("aria-disabled"));
        Assert.Equal("why", element.GetAttribute("aria-describedby"));
        element.Click();
        Assert.Equal(0, pressed);
    }

    [Fact]
    public void The_save_bar_is_there_only_while_something_is_unsaved()
    {
        var bar = Render<SaveBar>(parameters => parameters.Add(b => b.Changes, []));
        Assert.Empty(bar.Markup.Trim());

        bar.Render(parameters => parameters.Add(b => b.Changes, ["Search Nodes: Off to On"]));

        Assert.Contains("1 unsaved change", bar.Said(), StringComparison.Ordinal);
        Assert.Contains("Search Nodes: Off to On", bar.Said(), StringComparison.Ordinal);
        bar.Button("Save");
        bar.Button("Discard");
    }

    [Fact]
    public void What_cannot_be_undone_wants_its_name_typed()
    {
        var confirmed = 0;
        Render<ConfirmDialog>(parameters =>
            parameters
                .Add(d => d.Open, true)
                .Add(d => d.Title, "Switch off encryption with your key?")
                .Add(d => d.ConfirmText, "Switch Off")
                .Add(d => d.TypeToConfirm, "payments")
                .Add(d => d.Confirmed, () => confirmed++)
                .AddChildContent("Atlas forgets the vault.")
        );
        Dialogs.WaitForElement("[role=dialog]");

        Dialogs.Button("Switch Off").Click();
        Assert.Equal(0, confirmed);

        Dialogs.Labelled("Type payments to confirm").Input("payments");
        Dialogs.WaitForAssertion(() => Assert.False(Dialogs.Button("Switch Off").HasAttribute("aria-disabled")));
        Dialogs.Button("Switch Off").Click();
        Dialogs.WaitForAssertion(() => Assert.Equal(1, confirmed));
    }

    [Fact]
    public void A_dialog_is_named_by_its_title_and_says_the_consequence()
    {
        Render<ConfirmDialog>(parameters =>
            parameters
                .Add(d => d.Open, true)
                .Add(d => d.Title, "Delete the endpoint in US_CENTRAL?")
                .Add(d => d.ConfirmText, "Delete")
                .AddChildContent("ledger loses its way to the key.")
        );

        var dialog = Dialogs.WaitForElement("[role=dialog]");
        Assert.Equal("Delete the endpoint in US_CENTRAL?", Dialogs.Find($"#{dialog.GetAttribute("aria-labelledby")}").TextContent.Trim());
        Assert.Contains("ledger loses its way to the key.", dialog.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_is_copied_from_the_tab_that_is_open()
    {
        var commands = Commands();

        Tab(commands, "Terraform").Click();

        Assert.Equal("resource {}", commands.Find("pre").TextContent);
        Assert.Equal("resource {}", commands.Button("Copy the Terraform text").GetAttribute("data-copy"));
        Assert.Equal("true", Tab(commands, "Terraform").GetAttribute("aria-selected"));
    }

    [Fact]
    public void Pressing_while_the_first_press_is_at_work_does_nothing()
    {
        var presses = 0;
        var work = new TaskCompletionSource();
        var button = Render<ActionButton>(parameters =>
            parameters
                .Add(b => b.Text, "Continue")
                .Add(
                    b => b.Pressed,
                    () =>
                    {
                        presses++;
                        return work.Task;
                    }
                )
        );

        button.Button("Continue").Click();
        button.Button("Continue").Click();
        work.SetResult();

        Assert.Equal(1, presses);
    }

    private IRenderedComponent<CopyCommand> Commands() =>
        Render<CopyCommand>(parameters =>
            parameters
                .Add(c => c.Label, "How to approve")
                .Add(c => c.Snippets, [new Snippet("Azure CLI", "az approve"), new Snippet("Terraform", "resource {}")])
        );

    private static AngleSharp.Dom.IElement Tab(IRenderedComponent<CopyCommand> commands, string name) =>
        commands.FindAll("[role=tab]").Single(tab => tab.TextContent.Trim() == name);
}
