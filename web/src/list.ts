import type { Canvas } from "./canvas";
import { iso } from "./days";
import { say } from "./words";
import { statusNames, type Place, type Places, type Spell } from "./record";

const MOST = 60;

/** The list beside the map: the places one sees on it, what changed last first. The server's own rows are replaced by the same rows for another day. */
export function fillList(held: (readonly [Place, Spell | null])[], places: Places, view: Canvas): void {
  const body = document.querySelector<HTMLTableSectionElement>("#held tbody");
  if (!body) return;
  const known = new URL(location.href).searchParams.get("known-at");
  const rows = held.sort((a, b) => b[1]![0] - a[1]![0] || a[0][1].localeCompare(b[0][1])).slice(0, MOST).map(([place, spell]) => {
    const row = document.createElement("tr");
    row.dataset["place"] = place[0];
    const name = document.createElement("th");
    name.scope = "row";
    const link = document.createElement("a");
    link.href = `/place/${encodeURIComponent(place[0])}${known ? "?known-at=" + known : ""}`;
    link.textContent = place[1];
    name.append(link, " ", quiet(place[2] ?? ""), " ", pick(place[0], place[1], view));
    if (place[0] === view.selected) row.className = "now";
    const side = places.sides[spell![3]];
    const holder = document.createElement("td");
    holder.append(swatch(side?.[1] ?? "su", spell![2]), " ", side?.[0] ?? say("holder.unknown"));
    if (spell![2] !== 0) {
      const tag = document.createElement("span");
      tag.className = "tag";
      tag.textContent = say("name." + (statusNames[spell![2]] ?? ""));
      holder.append(tag);
    }
    const since = document.createElement("td");
    since.className = "nowrap";
    since.textContent = spell![5] ? say("map.by", iso(spell![0])) : iso(spell![0]);
    row.append(name, holder, since);
    row.addEventListener("pointerenter", () => view.choose(place[0]));
    row.addEventListener("pointerleave", () => view.choose(null));
    link.addEventListener("focus", () => view.choose(place[0]));
    link.addEventListener("blur", () => view.choose(null));
    return row;
  });
  // Whoever picks by keyboard goes on from where they were.
  const at = body.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  const [id, kind] = [at?.closest("tr")?.dataset["place"], at?.tagName];
  body.replaceChildren(...rows);
  if (id && kind) [...body.rows].find((r) => r.dataset["place"] === id)?.querySelector<HTMLElement>(kind)?.focus({ preventScroll: true });
}

/** The events beside the map: those it has a point for can be picked there. */
export function markEvents(view: Canvas): void {
  for (const item of document.querySelectorAll<HTMLElement>("#lately li[data-id]")) {
    const id = item.dataset["id"]!;
    const there = item.querySelector("button.pick");
    item.classList.toggle("now", id === view.selected);
    if (!there && view.has(id)) item.querySelector(".head")?.append(" ", pick(id, item.querySelector(".head a")?.textContent ?? "", view));
    else there?.setAttribute("aria-pressed", String(id === view.selected));
  }
}

function pick(id: string, name: string, view: Canvas): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pick";
  button.textContent = "◎";
  button.setAttribute("aria-label", say("map.pick", name));
  button.title = say("map.pick", name);
  button.setAttribute("aria-pressed", String(id === view.selected));
  button.addEventListener("click", () => view.select(id === view.selected ? null : id, true));
  return button;
}

function quiet(text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = "quiet";
  span.textContent = text;
  return span;
}

function swatch(look: string, status: number): SVGElement {
  const svg = element("svg", { class: `swatch ${look} ${statusNames[status] ?? ""}`, viewBox: "0 0 20 14", width: "20", height: "14", "aria-hidden": "true" });
  svg.append(element("rect", { class: "ground", width: "20", height: "14", rx: "2" }), element("rect", { class: "pattern", width: "20", height: "14", rx: "2" }));
  if (status === 1) svg.append(element("path", { class: "mark", d: "M4 3l12 8M16 3L4 11" }));
  if (status === 2) svg.append(element("rect", { class: "mark ring", x: "2", y: "2", width: "16", height: "10", rx: "1.5" }));
  return svg;
}

function element(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
