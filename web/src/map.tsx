import "ol/ol.css";
import "./map.css";
import { render } from "preact";
import { loadMap } from "./canvas";
import { dayOf, iso, long } from "./days";
import { fillList } from "./list";
import { load, spellOn, Status, type Events, type Places } from "./record";
import { Timeline } from "./timeline";

const WINDOW = 30;

/** The map over the server's list: what day is shown, what was known, where one looks stands in the address. */
export async function start(root: HTMLElement): Promise<void> {
  const address = new URL(location.href);
  const filters = ["place", "actor", "type", "country", "status", "source-kind", "review", "publisher", "q"].filter((n) => address.searchParams.get(n)).map((n) => [n, address.searchParams.get(n)!] as const);
  const ask = (path: string, more: Record<string, string | null>): string => {
    const query = new URLSearchParams(filters.map(([n, v]) => [n, v]));
    for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
    return path + (query.size ? "?" + query : "");
  };
  root.hidden = false;
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom; the list beside it says the same.");
  const panel = document.createElement("div");
  root.append(canvas, panel);

  let known = dayOf(address.searchParams.get("known-at"));
  const [world, weeks, first] = await Promise.all([
    load<object>(root.dataset["world"]!), load<{ weeks: [number, number][] }>(ask(root.dataset["weeks"]!, { "known-at": known === null ? null : iso(known) })),
    load<Places>("/map/places.json" + (known === null ? "" : "?known-at=" + iso(known))),
  ]);
  let places = first;
  let day = dayOf(root.dataset["day"]) ?? places.latest;
  const spells = places.places.flatMap((p) => p[5]);
  const from = Math.min(...weeks.weeks.map((w) => w[0]), ...spells.map((s) => s[0]), day);
  // A plan may lie beyond all that was told; nothing is known of who holds a place then.
  const to = Math.max(places.latest, day);

  const shown = () => {
    const names = filters.find(([n]) => n === "place")?.[1].toLowerCase();
    const country = filters.find(([n]) => n === "country")?.[1].toUpperCase();
    return places.places.filter((p) => (!names || p[1].toLowerCase().includes(names) || rows.has(p[0])) && (!country || p[2] === country));
  };
  // What the server listed for a name it knows better than we do (other spellings).
  const rows = new Set([...document.querySelectorAll<HTMLElement>("#held tr[data-place]")].map((r) => r.dataset["place"]!));
  const view = loadMap(canvas, world, address, () => list());
  const list = () => fillList(shown().map((p) => [p, spellOn(p, day)] as const).filter(([p, s]) => s && view.sees(p)), places, view.choose);

  let asking: AbortController | null = null;
  let pause = 0;
  const events = () => {
    clearTimeout(pause);
    pause = window.setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      try {
        view.events(await load<Events>(ask(root.dataset["events"]!, { from: iso(day - WINDOW), to: iso(day), "known-at": known === null ? null : iso(known) }), asking.signal));
      } catch (e) {
        if ((e as Error).name !== "AbortError") throw e;
      }
    }, 120);
  };
  const remember = () => {
    const url = new URL(location.href);
    url.searchParams.set("on", iso(day));
    if (known === null) url.searchParams.delete("known-at");
    else url.searchParams.set("known-at", iso(known));
    view.remember(url);
    history.replaceState(null, "", url);
    for (const [name, value] of [["on", iso(day)], ["known-at", known === null ? "" : iso(known)]] as const) {
      const field = document.querySelector<HTMLInputElement>(`.filters input[name="${name}"]`);
      if (field) field.value = value;
    }
  };
  const draw = () => {
    const began = performance.now();
    const now = shown();
    view.places(now, places, day);
    list();
    const title = document.querySelector(".side h1 time");
    if (title) title.textContent = long(day);
    const count = document.getElementById("held-count");
    const held = now.map((p) => spellOn(p, day)).filter((s) => s !== null);
    if (count) count.textContent = `${long(day)}: ${held.length} places, ${held.filter((s) => s[2] !== Status.Held).length} of them contested or besieged`;
    root.dataset["drawn"] = String(Math.round(performance.now() - began));
    root.dataset["shown"] = iso(day) + (known === null ? "" : "@" + iso(known));
    events();
    remember();
  };
  const learn = async (at: number | null) => {
    known = at;
    places = await load<Places>("/map/places.json" + (at === null ? "" : "?known-at=" + iso(at)));
    draw();
    panelDraw();
  };
  const panelDraw = () => render(<Timeline weeks={weeks.weeks} from={from} to={to} day={day} known={known} moved={(d) => { day = d; draw(); panelDraw(); }} learnt={(d) => void learn(d)} />, panel);
  view.moved(remember);
  panelDraw();
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { view.restyle(); draw(); });
}
