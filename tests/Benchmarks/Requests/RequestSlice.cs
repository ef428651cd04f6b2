using System.Globalization;

namespace Benchmarks.Requests;

/// <summary>What a number of requests cost: processor time and bytes of the thread that served them, processor time of the process, export included.</summary>
internal readonly record struct RequestSlice(int Requests, double Nanoseconds, double Bytes, double CpuNanoseconds)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Requests} {Nanoseconds:R} {Bytes:R} {CpuNanoseconds:R}");

    public static RequestSlice Parse(string text)
    {
        var parts = text.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new RequestSlice((int)parts[0], parts[1], parts[2], parts[3]);
    }
}
