namespace Samples.Infrastructure.Processes;

public enum UnixSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
