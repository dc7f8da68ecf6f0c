import "ol/ol.css";
import "./map.css";
import { render } from "preact";
import { loadMap } from "./canvas";
import { MOST_BARS } from "./bars";
import { dayOf, iso, long } from "./days";
import type { Span } from "./happenings";
import { fillList, markEvents } from "./list";
import { load, spellOn, Status, type Events, type Places } from "./record";
import { Timeline, type Step } from "./timeline";
import { learnWords, say } from "./words";

/** The first day of the time line: the one before which next to nothing lies. A single event of long ago would leave no room for all others; the window still reaches it by its date. */
function beginning(weeks: [day: number, count: number][], places: Places): number {
  const SELDOM = 0.005;
  const told = [...weeks, ...places.places.flatMap((p) => p[5].map((s) => [s[0], 1] as [number, number]))].sort((a, b) => a[0] - b[0]);
  let left = told.reduce((sum, [, count]) => sum + count, 0) * SELDOM;
  for (const [day, count] of told) if ((left -= count) < 0) return day - 30;
  return told[0]?.[0] ?? places.latest - 365;
}

/** The map over the server's list: which days are shown, what was known, where one looks: all of it stands in the address. */
export async function start(root: HTMLElement): Promise<void> {
  learnWords(root);
  const address = new URL(location.href);
  const filters = ["place", "actor", "type", "country", "status", "source-kind", "review", "publisher", "q"].filter((n) => address.searchParams.get(n)).map((n) => [n, address.searchParams.get(n)!] as const);
  let known = dayOf(address.searchParams.get("known-at"));
  const ask = (path: string, more: Record<string, string | null> = {}): string => {
    const query = new URLSearchParams(filters.map(([n, v]) => [n, v]));
    if (known !== null) query.set("known-at", iso(known));
    const lang = address.searchParams.get("lang");
    if (lang) query.set("lang", lang);
    for (const [name, value] of Object.entries(more)) if (value !== null) query.set(name, value);
    return path + (query.size ? "?" + query : "");
  };
  const histories = () => load<Places>("/map/places.json" + (known === null ? "" : "?known-at=" + iso(known)));
  root.hidden = false;
  document.body.classList.add("mapped");
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", say("map.how"));
  const panel = document.createElement("div");
  root.append(canvas, panel);

  const [world, weeks, first] = await Promise.all([load<object>(root.dataset["world"]!), load<{ weeks: [number, number][] }>(ask(root.dataset["weeks"]!)), histories()]);
  let places = first;
  const day = dayOf(root.dataset["day"]) ?? places.latest;
  let span: Span = { from: Math.min(dayOf(root.dataset["from"]) ?? day, day), to: day };
  let step: Step = (["day", "week", "month"] as const).find((s) => s === address.searchParams.get("step")) ?? "month";
  let snap = address.searchParams.get("snap") === "1";
  const from = Math.min(beginning(weeks.weeks, places), span.from);
  // A plan may lie beyond all that was told; nothing is known of who holds a place then.
  const to = Math.max(places.latest, span.to);

  // What the server listed for a name it knows better than we do (other spellings).
  const rows = new Set([...document.querySelectorAll<HTMLElement>("#held tr[data-place]")].map((r) => r.dataset["place"]!));
  const shown = () => {
    const name = filters.find(([n]) => n === "place")?.[1].toLowerCase();
    const country = filters.find(([n]) => n === "country")?.[1].toUpperCase();
    return places.places.filter((p) => (!name || p[1].toLowerCase().includes(name) || rows.has(p[0])) && (!country || p[2] === country));
  };
  const view = loadMap(canvas, world, address, () => list());
  const list = () => fillList(shown().map((p) => [p, spellOn(p, span.to)] as const).filter(([p, s]) => s && view.sees(p)), places, view);

  // Where all events are few enough they are asked for once, and moving through time asks for nothing; else the server gathers those of the window into cells.
  let [tried, whole] = [false, false];
  let zoomed = view.zoom();
  let asking: AbortController | null = null;
  let pause = 0;
  const events = (wait: number, all: boolean) => {
    clearTimeout(pause);
    all ||= !tried;
    if (whole && !all) return;
    pause = window.setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      zoomed = view.zoom();
      try {
        const told = await load<Events>(ask(root.dataset["events"]!, { from: all ? null : iso(span.from), to: all ? null : iso(span.to), zoom: String(zoomed) }), asking.signal);
        tried = true;
        whole = all && told.events !== undefined;
        if (all && !whole) return events(0, false);
        view.events(told);
        view.window(span);
        panelDraw();
        markEvents(view);
        view.drawn(() => performance.mark("events"));
        root.dataset["marks"] = String(told.events?.length ?? told.cells?.length ?? 0);
        root.dataset["gathered"] = told.cells ? "cells" : "";
      } catch (e) {
        if ((e as Error).name !== "AbortError") throw e;
      }
    }, wait);
  };
  const remember = () => {
    const url = new URL(location.href);
    const put = (name: string, value: string | null) => value === null ? url.searchParams.delete(name) : url.searchParams.set(name, value);
    put("on", iso(span.to));
    put("from", iso(span.from));
    put("to", null);
    put("known-at", known === null ? null : iso(known));
    put("step", step === "month" ? null : step);
    put("snap", snap ? "1" : null);
    view.remember(url);
    history.replaceState(null, "", url);
    for (const [name, value] of [["on", iso(span.to)], ["from", iso(span.from)], ["known-at", known === null ? "" : iso(known)]] as const) {
      const field = document.querySelector<HTMLInputElement>(`.filters input[name="${name}"]`);
      if (field) field.value = value;
    }
  };
  let drawn = false;
  const draw = () => {
    const began = performance.now();
    const now = shown();
    view.drawn(() => performance.measure("redraw", { start: began, end: performance.now() }));
    view.places(now, places, span.to);
    view.window(span);
    list();
    const title = document.querySelector(".side h1 time");
    if (title) title.textContent = long(span.to);
    const count = document.getElementById("held-count");
    const held = now.map((p) => spellOn(p, span.to)).filter((s) => s !== null);
    if (count) count.textContent = `${long(span.to)}: ${say("home.count", held.length, held.filter((s) => s[2] !== Status.Held).length)}`;
    root.dataset["shown"] = iso(span.to) + (known === null ? "" : "@" + iso(known));
    root.dataset["window"] = `${iso(span.from)}/${iso(span.to)}`;
    events(120, false);
    remember();
    // The page came with what happened in its first window.
    if (drawn) lately();
    drawn = true;
  };
  // What happened in the window is told by the server, as in the page itself.
  let reading: AbortController | null = null;
  let rest = 0;
  const lately = () => {
    clearTimeout(rest);
    rest = window.setTimeout(async () => {
      reading?.abort();
      reading = new AbortController();
      try {
        const answer = await fetch(location.href, { signal: reading.signal, headers: { Accept: "text/html" } });
        if (!answer.ok) return;
        const told = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("lately");
        if (told) document.getElementById("lately")?.replaceWith(told);
        markEvents(view);
      } catch (e) {
        if ((e as Error).name !== "AbortError") throw e;
      }
    }, 400);
  };
  const learn = async (at: number | null) => {
    known = at;
    places = await histories();
    [tried, whole] = [false, false];
    draw();
    panelDraw();
    events(0, true);
  };
  const panelDraw = () => render(<Timeline weeks={weeks.weeks} from={from} to={to} span={span} step={step} snap={snap} known={known} marks={view.marks(MOST_BARS)} typeOf={view.typeOf} open={(id) => location.assign(view.event(id))}
    moved={(s) => { span = s; draw(); panelDraw(); }} paced={(s, n) => { step = s; snap = n; remember(); panelDraw(); }} learnt={(d) => void learn(d)} />, panel);
  view.moved(() => { remember(); markEvents(view); if (!whole && view.zoom() !== zoomed) events(250, false); });
  panelDraw();
  draw();
  events(0, true);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { view.restyle(); draw(); });
}
