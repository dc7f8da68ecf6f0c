using Microsoft.AspNetCore.Components;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Pages;

/// <summary>What every page and part of a page has: the visit it answers, and the words of its language.</summary>
public abstract class DeskPage : ComponentBase
{
    [Parameter, EditorRequired]
    public Visit Visit { get; set; } = null!;

    protected Messages T => Visit.Words;

    protected string Link(string path, params (string Name, string? Value)[] changes) => Visit.Link(path, changes);

    protected string Percent(double belief) => belief.ToString("0%", System.Globalization.CultureInfo.InvariantCulture);

    protected string EventLink(ContentId id) => Link("/event/" + id);

    protected string PlaceLink(string id) => Link("/place/" + Uri.EscapeDataString(id));

    protected string ReportLink(string id, ContentId? claim = null) => Link("/report/" + string.Join('/', id.Split('/').Select(Uri.EscapeDataString))) + (claim is { } at ? "#c-" + at : "");

    /// <summary>Its title; where it has none, its first words.</summary>
    internal static string TitleOf(Report report)
    {
        const int Most = 90;
        if (report.Title is { Length: > 0 } title) return title;
        var text = report.Text.AsSpan().Trim();
        if (text.IsEmpty) return report.Id;
        var end = text.IndexOf('\n') is >= 0 and var line ? Math.Min(line, Most) : Math.Min(text.Length, Most);
        if (end == text.Length) return text.ToString();
        if (end == Most && text[..end].LastIndexOf(' ') is > 30 and var blank) end = blank;
        return text[..end].TrimEnd(" ,;:").ToString() + "…";
    }

    protected string ActorLink(string? id, string name) => Link("/actor/" + Uri.EscapeDataString(id ?? name));

    protected string SiteLink(string key) => Link("/site/" + Uri.EscapeDataString(key));
}
