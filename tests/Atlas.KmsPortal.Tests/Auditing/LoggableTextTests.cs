using Atlas.KmsPortal.Auditing;

namespace Atlas.KmsPortal.Tests.Auditing;

public sealed class LoggableTextTests
{
    [Theory]
    [InlineData("owner@acme.example", "owner@acme.example")]
    [InlineData("größe", "größe")]
    [InlineData("a\r\nfail: forged", "a??fail: forged")]
    [InlineData("\u001b[31mred", "?[31mred")]
    [InlineData("a\u202egnp", "a?gnp")]
    [InlineData("a\u2028b\u0085c\0d", "a?b?c?d")]
    public void Nothing_in_it_steers_a_log(string text, string shown)
    {
        Assert.Equal(shown, LoggableText.Of(text));
    }

    [Fact]
    public void It_ends()
    {
        Assert.Equal(101, LoggableText.Of(new string('x', 100_000)).Length);
    }

    [Theory]
    [InlineData("hunter2-my-password", "hunt…")]
    [InlineData("abcd", "…")]
    [InlineData("", "…")]
    public void What_nobody_is_called_may_be_a_secret(string name, string shown)
    {
        Assert.Equal(shown, LoggableText.OfUnknown(name));
    }
}
