using System.Security.Cryptography;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Ids as MongoDB makes them: the second in 8 hexadecimal digits, then 16 that no one guesses.</summary>
internal static class ObjectIds
{
    public static string New(DateTimeOffset now) =>
        ((uint)now.ToUnixTimeSeconds()).ToString("x8") + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>A number from 0 to 1 that stays the same for an id: durations vary from one to the other, but not from tick to tick.</summary>
    public static double Fraction(string id)
    {
        var hash = 2166136261u;
        foreach (var character in id)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash / (double)uint.MaxValue;
    }
}
