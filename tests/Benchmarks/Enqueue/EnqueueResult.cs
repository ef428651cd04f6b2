namespace Benchmarks.Enqueue;

/// <summary>What handing spans over cost.</summary>
/// <param name="Nanoseconds">Time of one call, as the calling thread sees it: with more threads than processors it contains waiting for one.</param>
/// <param name="CpuNanoseconds">Processor time of the whole process for one span, with taking it out again.</param>
/// <param name="Bytes">Allocated by the calling threads for one span.</param>
/// <param name="Offered">How many spans were handed over.</param>
/// <param name="Exported">How many of them reached the exporter.</param>
internal readonly record struct EnqueueResult(double Nanoseconds, double CpuNanoseconds, double Bytes, long Offered, long Exported)
{
    public double DroppedPercent => 100.0 * (Offered - Exported) / Offered;
}
