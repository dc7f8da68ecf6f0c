// What the server tells of places and events, and what of it is so on a day.
export type Spell = [from: number, to: number | null, status: number, side: number, percent: number, vague: number];
export type Place = [id: string, name: string, country: string | null, lon: number, lat: number, spells: Spell[], kind: number];
export interface Places { latest: number; places: Place[]; sides: [name: string, look: string][] }
export type Mark = [id: string, type: number, lon: number, lat: number, start: number | null, end: number | null, status: number, dead: number, place: string, placeKind: number];
export interface Events { total: number; types?: [name: string, kind: number][]; events?: Mark[]; cells?: [lon: number, lat: number, count: number][] }

// Kinds of places that are more than a point: district, region, country, continent.
export const WIDE = new Set([4, 5, 6, 7]);

export const Status = { Held: 0, Contested: 1, Besieged: 2, Unknown: 3 } as const;
export const statusNames = ["held", "contested", "besieged", "unknown"] as const;

export function spellOn(place: Place, day: number): Spell | null {
  for (const spell of place[5]) if (spell[0] <= day && (spell[1] === null || day < spell[1])) return spell[2] === Status.Unknown ? null : spell;
  return null;
}

export async function load<T>(address: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(address, signal ? { signal } : {});
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}
