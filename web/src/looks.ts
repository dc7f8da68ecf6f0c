// The look of a side on the map is the one of the style sheet: its colour, and its pattern drawn on a small canvas.
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import RegularShape from "ol/style/RegularShape";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import { Status } from "./record";

const styles = new Map<string, Style[]>();

export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function fill(looks: string): string | CanvasPattern {
  // Sides without a colour of their own share one and have a pattern: "sx x3".
  const [side, shared] = looks.split(" ") as [string, string?];
  const ground = colour("--" + side) || colour("--sx");
  const look = shared?.replace("x", "s") ?? side;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const pen = tile.getContext("2d");
  if (!pen) return ground;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 6, 6);
  pen.strokeStyle = pen.fillStyle = colour("--hatch");
  pen.lineWidth = 1.3;
  const line = (...points: number[]) => { pen.beginPath(); for (let i = 0; i < points.length; i += 4) { pen.moveTo(points[i]!, points[i + 1]!); pen.lineTo(points[i + 2]!, points[i + 3]!); } pen.stroke(); };
  switch (look) {
    case "s1": line(-1, 7, 7, -1, -2, 2, 2, -2, 4, 8, 8, 4); break;
    case "s2": pen.beginPath(); pen.arc(3, 3, 1.3, 0, 7); pen.fill(); break;
    case "s3": line(0, 3, 6, 3); break;
    case "s4": line(-1, -1, 7, 7, 4, -2, 8, 2, -2, 4, 2, 8); break;
    case "s5": line(3, 0, 3, 6); break;
    case "s6": line(0, 0, 6, 6, 6, 0, 0, 6); break;
    case "s7": line(0, 4, 3, 1, 3, 1, 6, 4); break;
    case "s8": line(3, 0, 3, 6, 0, 3, 6, 3); break;
    case "s9": pen.fillRect(0, 0, 3, 3); pen.fillRect(3, 3, 3, 3); break;
    default: return ground;
  }
  return pen.createPattern(tile, "repeat") ?? ground;
}

/** A disc for a place, a wide soft disc for a region; a cross where it is contested, a ring where it is besieged. */
export function placeStyle(look: string, status: number, wide: boolean, chosen: boolean): Style[] {
  const key = `${look} ${status} ${wide} ${chosen}`;
  const known = styles.get(key);
  if (known) return known;
  const ink = colour("--ink");
  const radius = wide ? 15 : 8;
  const disc = new CircleStyle({ declutterMode: "none", radius, fill: new Fill({ color: fill(look) }), stroke: new Stroke({ color: ink, width: chosen ? 3 : 1, ...(wide ? { lineDash: [3, 3] } : {}) }) });
  // A region is told of as a whole: a soft area that lets its towns be seen.
  if (wide && !chosen) disc.setOpacity(0.45);
  const made = [new Style({ image: disc, zIndex: wide ? 0 : 1 })];
  if (status === Status.Contested) made.push(new Style({ image: new RegularShape({ declutterMode: "none", points: 4, radius: radius - 1, radius2: 0, angle: Math.PI / 4, stroke: new Stroke({ color: ink, width: 2.5 }) }), zIndex: 2 }));
  if (status === Status.Besieged) made.push(new Style({ image: new CircleStyle({ declutterMode: "none", radius: radius + 4, stroke: new Stroke({ color: ink, width: 2, lineDash: [4, 3] }) }), zIndex: 2 }));
  styles.set(key, made);
  return made;
}

/** A mark as bare pixels: the ones that are not clear, each by where it lies from the middle. */
export interface Sprite { half: number; dx: Int8Array; dy: Int8Array; rgba: Uint32Array }

/** Events by type: the shapes are those of the legend beside the map. What was announced or denied is hollow. */
export function eventMark(kind: number, asserted: boolean, ratio: number): Sprite {
  const shape = document.querySelector(`.legend [data-kind="${kind}"] path`)?.getAttribute("d") ?? "M8 3a5 5 0 1 0 .01 0Z";
  const half = Math.ceil(8 * ratio), size = 2 * half + 1;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  pen.translate(half + 0.5 - 8 * ratio, half + 0.5 - 8 * ratio);
  pen.scale(ratio, ratio);
  const path = new Path2D(shape);
  pen.fillStyle = asserted ? colour("--mark") : colour("--sheet");
  pen.fill(path);
  pen.strokeStyle = asserted ? colour("--mark-edge") : colour("--mark");
  pen.lineWidth = asserted ? 1 : 1.6;
  pen.stroke(path);
  const pixels = new Uint32Array(pen.getImageData(0, 0, size, size).data.buffer);
  const kept = [...pixels.keys()].filter((p) => pixels[p]! >>> 24 > 0);
  return { half, dx: Int8Array.from(kept, (p) => (p % size) - half), dy: Int8Array.from(kept, (p) => Math.floor(p / size) - half), rgba: Uint32Array.from(kept, (p) => pixels[p]!) };
}

export const forgetLooks = (): void => styles.clear();
