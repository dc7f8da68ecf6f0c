using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Record;
using Tetrapylon.Record.Control;

namespace Tetrapylon.App;

/// <summary>Puts the rules of the record together with what the actors' files know of sides.</summary>
internal static class Rules
{
    public static RecordRules Load(DataFolder data)
    {
        var actors = ActorDictionary.Load(data);
        return RecordRules.Load(data, new Sides((actor, day, country) => actors.SideOf(actor, day, country), id => actors.Find(id)?.Name));
    }
}
