using System.CommandLine;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;
using Tetrapylon.Model;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon claims</c>: who said what, before anything is merged.</summary>
internal static class ClaimsCommand
{
    public static Command Build(Terminal terminal)
    {
        var (options, filter) = (new RecordOptions(), new FilterOptions());
        var id = new Option<string?>("--id") { HelpName = "ID", Description = "Only the claim with this id, of whatever version of its report." };
        var command = new Command("claims", "Who said what: the claims behind the events, each with the words of its report.") { id };
        options.AddTo(command);
        filter.AddTo(command);
        command.SetAction((parsed, stop) => options.Read(terminal, parsed, view =>
        {
            IEnumerable<Claim> claims = parsed.GetValue(id) is { } one
                ? [view.Claim(IdOf(one)) ?? throw new UsageException($"the record has no claim '{one}'")]
                : view.Claims(filter.Of(parsed, view));
            Report? report = null;
            foreach (var claim in claims)
            {
                stop.ThrowIfCancellationRequested();
                if (report?.ContentId != claim.ReportContent) report = view.Report(claim.ReportContent);
                if (parsed.GetValue(options.Json)) terminal.Line(into => ClaimJson.Write(claim, report!.Text, into));
                else
                {
                    terminal.Line(Terminal.Plain(string.Join("  ", new[] { claim.Id.ToString(), claim.ReportId, Words.Day(claim.PublishedOn), claim.Publisher }.Where(p => p is not null))));
                    ClaimText.Write(terminal, claim, "  ");
                    terminal.Line();
                }
            }
            return ExitCode.Ok;
        }));
        return command;
    }

    private static ContentId IdOf(string text)
    {
        try
        {
            return ContentId.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
