using TraceContextApp;

await CallingApp.Create(args).RunAsync();
