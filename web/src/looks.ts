// The look of a side on the map is the one of the style sheet: its colour, and its pattern drawn on a small canvas.
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import RegularShape from "ol/style/RegularShape";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import { Status } from "./record";

const styles = new Map<string, Style[]>();

export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function fill(look: string): string | CanvasPattern {
  const ground = colour("--" + look) || colour("--sx");
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
  const made = [new Style({ image: new CircleStyle({ declutterMode: "none", radius, fill: new Fill({ color: fill(look) }), stroke: new Stroke({ color: ink, width: chosen ? 3 : 1, ...(wide ? { lineDash: [3, 3] } : {}) }) }), zIndex: wide ? 0 : 1 })];
  if (status === Status.Contested) made.push(new Style({ image: new RegularShape({ declutterMode: "none", points: 4, radius: radius - 1, radius2: 0, angle: Math.PI / 4, stroke: new Stroke({ color: ink, width: 2.5 }) }), zIndex: 2 }));
  if (status === Status.Besieged) made.push(new Style({ image: new CircleStyle({ declutterMode: "none", radius: radius + 4, stroke: new Stroke({ color: ink, width: 2, lineDash: [4, 3] }) }), zIndex: 2 }));
  styles.set(key, made);
  return made;
}

/** Events by kind: a star for what kills from afar, a square for attacks on people, a triangle for fights, a diamond for all else. */
export function eventStyle(type: string, status: number): Style {
  const key = `event ${type} ${status}`;
  const known = styles.get(key);
  if (known) return known[0]!;
  const shape = /shell|strike|bomb|explosive|grenade|chemical|rocket/i.test(type) ? { points: 5, radius: 6, radius2: 2.5 }
    : /clash|territory|battle/i.test(type) ? { points: 3, radius: 5.5 }
    : /attack|abduction|violence|looting/i.test(type) ? { points: 4, radius: 5, angle: Math.PI / 4 }
    : { points: 4, radius: 4.5 };
  // What was announced or denied is hollow.
  const style = new Style({ image: new RegularShape({ ...shape, stroke: new Stroke({ color: colour("--ink"), width: 1 }), fill: new Fill({ color: status === 0 ? colour("--warn") : "rgba(0,0,0,0)" }) }), zIndex: 3 });
  styles.set(key, [style]);
  return style;
}

export const forgetLooks = (): void => styles.clear();
