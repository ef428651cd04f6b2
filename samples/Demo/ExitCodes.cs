namespace Demo;

internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongArguments = 2;

    /// <summary>What a shell reports for a program ended by Ctrl+C.</summary>
    public const int Interrupted = 130;
}
