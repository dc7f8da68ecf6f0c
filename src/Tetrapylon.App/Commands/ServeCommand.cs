using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tetrapylon.App.Http;
using Tetrapylon.App.Http.Accounts;
using Tetrapylon.App.Terminals;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon serve</c>: the record in the browser, and over HTTP.</summary>
internal static class ServeCommand
{
    public static Command Build(Terminal terminal)
    {
        var (store, data) = (Flags.Store(), Flags.Data());
        var urls = new Option<string[]>("--urls") { HelpName = "URL", Description = "Where to listen. Any address but this machine's own needs accounts.", DefaultValueFactory = _ => ["http://127.0.0.1:7117"], AllowMultipleArgumentsPerToken = true };
        var reviewer = new Option<string>("--reviewer") { HelpName = "NAME", Description = "The name your judgements are kept under, where nobody signs in.", DefaultValueFactory = _ => Environment.UserName is { Length: > 0 } name ? name : "reviewer" };
        var proxies = new Option<IPAddress[]>("--trusted-proxy")
        {
            HelpName = "IP",
            Description = "A proxy whose forwarded headers are believed; none by default.",
            CustomParser = result => [.. result.Tokens.Select(t => IPAddress.TryParse(t.Value, out var ip) ? ip : throw new UsageException($"'{t.Value}' is no IP address"))],
        };
        var organisation = new Option<string?>("--organisation") { HelpName = "FILE", Description = "Settings by which people sign in with their organisation's accounts (OpenID Connect)." };
        var command = new Command("serve", "Show the record in the browser: map and timeline, places, events, reports, review. Only this machine can reach it, unless you say otherwise.") { store, urls, reviewer, proxies, organisation, data };
        command.SetAction(async (parsed, stop) =>
        {
            var addresses = parsed.GetRequiredValue(urls).SelectMany(u => u.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
            foreach (var address in addresses)
                if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw new UsageException($"'{address}' is no address to listen on, such as http://127.0.0.1:7117");
            using var desk = new Desk(new(parsed.GetRequiredValue(store), addresses, parsed.GetRequiredValue(reviewer), parsed.GetValue(proxies) ?? [], parsed.GetValue(data) ?? []) { Reachable = terminal.Reachable, Organisation = parsed.GetValue(organisation) is { } settings ? Organisation.Read(settings) : null });
            if (!desk.Options.LoopbackOnly && !desk.HasAccounts)
                throw new UsageException($"{string.Join(", ", addresses.Where(a => !DeskOptions.IsLoopback(a)))} can be reached from other machines, and nobody has an account. Make one first: tetrapylon account add NAME --role admin --store {Tetrapylon.Record.Store.RecordStore.NameOf(desk.Options.Store)}");
            desk.Records.Prepare(stop);
            if (desk.File("desk.js").Length == 0) terminal.Say("note: the map was not built (no Node.js when the program was built); every page works without it.");
            await using var app = DeskHost.Build(desk);
            try
            {
                await app.StartAsync(stop).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                throw new FailedException(e.Message);
            }
            foreach (var address in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses) terminal.Say($"the record is at {address} (stop with Ctrl-C)");
            try
            {
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await app.StopAsync(patience.Token).ConfigureAwait(false);
            }
            return ExitCode.Ok;
        });
        return command;
    }
}
