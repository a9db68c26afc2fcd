using System.Security.Cryptography;

namespace Atlas.KmsPortal.Data;

/// <summary>Ids as MongoDB makes them: the second, five bytes of the process, and a counter, so that they sort as they were made.</summary>
internal static class ObjectIds
{
    private const int CounterLimit = 1 << 24;
    private static readonly string s_process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
    private static int s_counter = RandomNumberGenerator.GetInt32(CounterLimit / 2);

    public static string New(DateTimeOffset now) =>
        $"{(uint)now.ToUnixTimeSeconds():x8}{s_process}{(uint)Interlocked.Increment(ref s_counter) % CounterLimit:x6}";

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
