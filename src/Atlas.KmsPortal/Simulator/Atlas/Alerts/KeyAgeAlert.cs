using Atlas.KmsPortal.Auditing;

namespace Atlas.KmsPortal.Simulator;

/// <summary>The age of a key at which its owners are told to rotate it: one figure for a project.</summary>
internal static class KeyAgeAlert
{
    public const string Range = "The age for the rotation alert must be 1 to 730 days.";

    public static bool MayBe(double days) => days is >= 1 and <= 730;

    public static void Set(ProjectWork work, int days)
    {
        var before = work.Row.KeyAgeAlertDays;
        if (before == days)
        {
            return;
        }

        work.Row.KeyAgeAlertDays = days;
        work.Row.RotationAlertedKey = null;
        work.Step.Record(AtlasEvents.AlertConfigChanged, work.Row, $"Rotation alert at {days} days.", new { days = before }, new { days });
    }
}
