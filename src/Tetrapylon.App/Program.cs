using System.CommandLine;

var root = new RootCommand("Turns dated news reports into a cited record of a conflict.");
return await root.Parse(args).InvokeAsync();
