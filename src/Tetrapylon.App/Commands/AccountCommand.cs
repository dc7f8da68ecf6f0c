using System.CommandLine;
using NodaTime;
using Tetrapylon.App.Http;
using Tetrapylon.App.Http.Accounts;
using Tetrapylon.App.Terminals;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon account</c>: who may sign in at the desk, and keys for programs.</summary>
internal static class AccountCommand
{
    private const int ShortestPassword = 12;

    public static Command Build(Terminal terminal)
    {
        var store = Flags.Store();
        store.Recursive = true;
        var name = new Argument<string>("NAME");
        var role = new Option<string>("--role") { Description = "viewer sees, coder adds reports and claims, reviewer judges, admin does all.", DefaultValueFactory = _ => "viewer" };
        role.AcceptOnlyFromAmong("viewer", "coder", "reviewer", "admin");
        var days = new Option<int>("--days") { Description = "Days until the key expires.", DefaultValueFactory = _ => 90 };
        AccountStore Open(ParseResult parsed) => new(DeskOptions.DeskStoreOf(parsed.GetRequiredValue(store)));
        Role RoleOf(ParseResult parsed) => Enum.Parse<Role>(parsed.GetRequiredValue(role), ignoreCase: true);

        var add = new Command("add", "Make an account, or give it another password and role. The password is read from standard input.") { name, role };
        add.SetAction(parsed =>
        {
            if (terminal.MessagesAreTerminal) terminal.Say($"password for {parsed.GetRequiredValue(name)}, at least {ShortestPassword} characters:");
            using var input = new StreamReader(terminal.Input);
            var password = input.ReadLine() ?? "";
            if (password.Length < ShortestPassword) throw new UsageException($"the password must have at least {ShortestPassword} characters; give it on standard input");
            using var accounts = Open(parsed);
            accounts.Set(parsed.GetRequiredValue(name), password, RoleOf(parsed));
            terminal.Say($"{parsed.GetRequiredValue(name)} may sign in as {parsed.GetRequiredValue(role)}");
            return ExitCode.Ok;
        });
        var remove = new Command("remove", "Take an account and its keys away.") { name };
        remove.SetAction(parsed =>
        {
            using var accounts = Open(parsed);
            return accounts.Remove(parsed.GetRequiredValue(name)) ? ExitCode.Ok : throw new UsageException($"there is no account '{parsed.GetRequiredValue(name)}'");
        });
        var list = new Command("list", "Who may sign in.");
        list.SetAction(parsed =>
        {
            using var accounts = Open(parsed);
            foreach (var account in accounts.All()) terminal.Line($"{account.Name}\t{account.Role.ToString().ToLowerInvariant()}{(account.Locked ? "\tlocked" : "")}");
            return ExitCode.Ok;
        });
        var key = new Command("key", "A key for a program of this account: printed once, sent as 'Authorization: Bearer KEY'.") { name, role, days };
        key.SetAction(parsed =>
        {
            using var accounts = Open(parsed);
            if (!accounts.All().Any(a => string.Equals(a.Name, parsed.GetRequiredValue(name), StringComparison.OrdinalIgnoreCase))) throw new UsageException($"there is no account '{parsed.GetRequiredValue(name)}'");
            terminal.Line(accounts.NewKey(parsed.GetRequiredValue(name), RoleOf(parsed), Duration.FromDays(parsed.GetValue(days))));
            return ExitCode.Ok;
        });
        return new Command("account", "Who may use the desk of a record, where other machines can reach it.") { store, add, list, remove, key };
    }
}
