using Tetrapylon.Model;

namespace Tetrapylon.Fuzz;

/// <summary>What every claim of a coded report must be, whatever the text holds: each field stands in the text or is known.</summary>
public static class SoundClaims
{
    /// <exception cref="InvalidOperationException">A claim is not sound; the message says how.</exception>
    public static void Check(CodedReport coded)
    {
        var text = coded.Report.Text;
        void Lies(Span? span, string what)
        {
            if (span is { } s && (s.Start < 0 || s.End <= s.Start || s.End > text.Length)) throw new InvalidOperationException($"{what} at {s} in a text of {text.Length}");
        }
        void Named(Participant party, string what)
        {
            Lies(party.Span, what);
            if (party.Name.Length == 0) throw new InvalidOperationException($"{what} without a name");
            // One that the dictionary knows may bear the name that the report calls it by elsewhere.
            foreach (var word in party.Name.Split(' '))
                if (party.ActorId is null && !text.Contains(word, StringComparison.OrdinalIgnoreCase)) throw new InvalidOperationException($"{what} '{party.Name}' is not in the text");
        }
        foreach (var claim in coded.Claims)
        {
            if (claim.Evidence.IsEmpty) throw new InvalidOperationException("a claim without evidence");
            foreach (var span in claim.Evidence) Lies(span, "evidence");
            if (claim.Quote != text[claim.Evidence[0].Start..claim.Evidence[0].End]) throw new InvalidOperationException($"a quote that is not its evidence: '{claim.Quote}'");
            if (!claim.Because.Any(b => b.StartsWith("trigger '", StringComparison.Ordinal))) throw new InvalidOperationException("a claim without a trigger");
            foreach (var actor in claim.Actors) Named(actor, "actor");
            foreach (var recipient in claim.Recipients) Named(recipient, "recipient");
            foreach (var target in claim.Targets) Named(target, "target");
            if (claim.Control?.Holder is { } holder) Named(holder, "holder");
            foreach (var source in claim.Attribution) Lies(source.Span, "source");
            foreach (var weapon in claim.Weapons) Lies(weapon.Span, "weapon");
            Lies(claim.Damage?.Span, "damage");
            Lies(claim.Date?.Evidence, "date");
            Lies(claim.Fatalities?.Span, "dead");
            Lies(claim.Injured?.Span, "injured");
            if (claim.Fatalities is { } dead && !(0 <= dead.Low && dead.Low <= dead.Best && dead.Best <= dead.High)) throw new InvalidOperationException($"dead from {dead.Low} over {dead.Best} to {dead.High}");
            if (claim.Place?.Mention is not { } place) continue;
            Lies(place.Span, "place");
            if (place.Text != text[place.Span.Start..place.Span.End]) throw new InvalidOperationException($"place '{place.Text}' is not in the text");
        }
    }
}
