using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

public sealed class RoleFillersTests
{
    private static readonly Claim Killing = SampleClaims.Claim with
    {
        SubType = "Attack",
        Type = "Violence against civilians",
        Actors = [Somebody("gunmen", ActorKind.Unidentified), Somebody("Red Column", ActorKind.RebelGroup), Somebody("army patrol", ActorKind.StateForces)],
        Recipients = [Somebody("Ana Ruiz", ActorKind.Individual), Somebody("town hall", ActorKind.Structure), Somebody("peasants", ActorKind.Civilians)],
        Weapons = [new("rifles", WeaponKind.SmallArms, SampleClaims.At("shells"))],
    };

    [Fact]
    public void An_act_of_terror_fills_the_five_roles()
    {
        Assert.Equal("gunmen", Filler("PerpInd", Killing));
        Assert.Equal("Red Column", Filler("PerpOrg", Killing));
        Assert.Equal("town hall", Filler("Target", Killing));
        Assert.Equal("Ana Ruiz", Filler("Victim", Killing));
        Assert.Equal("rifles", Filler("Weapon", Killing));
    }

    [Fact]
    public void Who_is_told_of_in_two_claims_fills_a_role_once() =>
        Assert.Equal("gunmen", Filler("PerpInd", Killing, Killing with { Actors = [Somebody("Gunmen", ActorKind.Unidentified)] }));

    [Fact]
    public void Combat_and_what_did_not_happen_fill_none()
    {
        Assert.Equal("", Filler("PerpInd", Killing with { SubType = "Armed clash", Type = "Battles" }));
        Assert.Equal("", Filler("PerpInd", Killing with { SubType = "Air/drone strike", Type = "Explosions/Remote violence" }));
        Assert.Equal("", Filler("Victim", Killing with { Status = ClaimStatus.Negated }));
    }

    private static Participant Somebody(string name, ActorKind kind) => new(name, kind, null, SampleClaims.At("Army"));

    private static string Filler(string role, params Claim[] claims) =>
        string.Join(", ", JsonShape.Parse(into => ReportJson.Write(new(SampleClaims.Report, [.. claims]), into)).GetProperty("roles").GetProperty(role).EnumerateArray().Select(f => f[0].GetString()));
}
