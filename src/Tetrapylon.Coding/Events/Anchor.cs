namespace Tetrapylon.Coding.Events;

/// <summary>The words a happening hangs on: what roles, attribution and weapons are looked for around.</summary>
/// <param name="Token">The governing word ("killed", "airstrike"); of a light verb, the noun that tells ("attack" in "carried out an attack").</param>
/// <param name="First">First token of the trigger phrase.</param>
/// <param name="End">Token after its last.</param>
/// <param name="SubType">Sub-event type by its exact name.</param>
public readonly record struct Anchor(int Token, int First, int End, string SubType);
