using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Clusters.Form;

public sealed class KeyQuestionTests : ComponentTest
{
    public static TheoryData<KeyAnswer, string> Answers =>
        new()
        {
            { new KeyAnswer(null, [], []), "Not yet" },
            { new KeyAnswer(CloudProvider.Azure, [], ["M10 or larger"]), "Yes" },
            { new KeyAnswer(CloudProvider.Azure, [new Blocker("TIER", "M0 is too small", "Choose M10 or larger.")], []), "No" },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public void It_is_answered_in_a_word(KeyAnswer answer, string word)
    {
        var card = Render<KeyQuestion>(parameters => parameters.Add(question => question.Answer, answer));

        Assert.Equal(word, card.Find(".card__head > span").TextContent);
    }
}
