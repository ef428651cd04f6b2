namespace DistributedTracing.PublicApi.Tests;

/// <summary>The lines by which two texts differ, each with a sign, in their order.</summary>
internal static class LineDifference
{
    public static IReadOnlyList<string> Between(string before, string after)
    {
        var old = before.Split('\n');
        var current = after.Split('\n');
        var lengths = CommonLengths(old, current);
        var difference = new List<string>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < current.Length)
        {
            if (i < old.Length && j < current.Length && old[i] == current[j])
            {
                i++;
                j++;
            }
            else if (j == current.Length || (i < old.Length && lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                difference.Add("- " + old[i++].Trim());
            }
            else
            {
                difference.Add("+ " + current[j++].Trim());
            }
        }

        return difference;
    }

    // The length of the longest common subsequence of what follows each pair of positions.
    private static int[,] CommonLengths(string[] old, string[] current)
    {
        var lengths = new int[old.Length + 1, current.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = current.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = old[i] == current[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
