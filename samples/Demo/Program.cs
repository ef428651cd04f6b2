using Demo;

if (DemoArguments.TryParse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync(DemoArguments.Usage);
    return ExitCodes.WrongArguments;
}

using var stop = new StopSignals();
return await new DemoRun(arguments).RunAsync(stop.Token);
