using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Record.Control;
using Tetrapylon.Record.Heritage;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Record;

/// <summary>The rules by which a record is derived from its claims: how claims merge, what claims say of control, the terms of damage, who stands with whom.</summary>
public sealed class RecordRules
{
    private RecordRules(MergePolicy merge, ControlModel control, DamageTerms damage, Sides sides, ContentId id) =>
        (Merge, Control, Damage, Sides, Id) = (merge, control, damage, sides, id);

    public MergePolicy Merge { get; }
    public ControlModel Control { get; }
    public DamageTerms Damage { get; }
    public Sides Sides { get; }

    /// <summary>Changes with the rules' files: a store derived by other rules is derived anew.</summary>
    public ContentId Id { get; }

    /// <summary>Reads <c>record/*.yaml</c>.</summary>
    /// <param name="sides">Who stands with whom; <see cref="Sides.Alone"/> when not given.</param>
    /// <exception cref="DataException">A file is not as expected; all problems are listed.</exception>
    public static RecordRules Load(DataFolder data, Sides? sides = null)
    {
        // The sides stand on the actors' files, so a change there derives anew as well.
        var files = data.Files("record", "").Concat(sides is null ? [] : data.Files("actors", ""));
        var control = ControlModel.Load(data);
        return new(MergePolicy.Load(data), control, DamageTerms.Load(data), (sides ?? Sides.Alone).With(control.CommonWords.Contains, control.NamelessWords.Contains),
            ContentId.Of([Reconciler.Version, .. files.Select(f => File.ReadAllText(f.Path))]));
    }
}
