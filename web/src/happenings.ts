// Events on the map: thousands of small marks. Each look is drawn once and kept as bare pixels, which one loop copies into the picture; drawing them one by one by the canvas costs ten times as much, features and styles of the library a hundred times.
import Layer from "ol/layer/Layer";
import type { FrameState } from "ol/Map";
import { fromLonLat } from "ol/proj";
import { colour, eventMark, type Sprite } from "./looks";
import { WIDE, type Events, type Mark } from "./record";

export interface Span { from: number; to: number }

const REACH = 9, NEVER = 2 ** 31 - 1;

export class Happenings {
  readonly layer: Layer;
  private marks: Mark[] = [];
  private types: [name: string, kind: number][] = [];
  private cells: NonNullable<Events["cells"]> = [];
  // What the loop needs of each mark, side by side: where it lies, its days, its look.
  private at = new Float64Array(0);
  private start = new Int32Array(0);
  private end = new Int32Array(0);
  private look = new Uint8Array(0);
  private sprites: Sprite[] = [];
  private wide: number[] = [];
  private ratio = 0;
  private ringed = -1;
  private known: Set<string> | null = null;
  private span: Span = { from: -NEVER, to: NEVER };
  private readonly canvas = document.createElement("canvas");
  private picture: ImageData | null = null;
  private frame: FrameState | null = null;

  constructor() {
    this.canvas.className = "happenings";
    this.layer = new Layer({ className: "happenings", render: (frame) => this.paint(frame) });
  }

  /** Everything that may be shown; which of it is, the window says. */
  hold(told: Events): void {
    this.marks = told.events ?? [];
    this.types = told.types ?? [];
    this.cells = told.cells ?? [];
    this.ratio = 0;
    this.ringed = -1;
    this.known = null;
    const points = this.marks.length > 0 ? this.marks.map((m) => [m[2], m[3]] as const) : this.cells.map((c) => [c[0], c[1]] as const);
    this.at = new Float64Array(points.length * 2);
    points.forEach(([lon, lat], i) => {
      const [x, y] = fromLonLat([lon, Math.max(-85, Math.min(85, lat))]) as [number, number];
      this.at[2 * i] = x;
      this.at[2 * i + 1] = y;
    });
    // What has no day is in no window.
    this.start = Int32Array.from(this.marks, (m) => m[4] ?? NEVER);
    this.end = Int32Array.from(this.marks, (m) => m[5] ?? m[4] ?? -NEVER);
    this.wide = this.marks.flatMap((m, i) => (WIDE.has(m[9]) ? [i] : []));
    this.layer.changed();
  }

  show(span: Span): void {
    this.span = span;
    this.layer.changed();
  }

  forgetLooks(): void {
    this.ratio = 0;
  }

  /** One event gets a ring; null takes it away. */
  ring(id: string | null): Mark | null {
    this.ringed = id === null ? -1 : this.marks.findIndex((m) => m[0] === id);
    this.layer.changed();
    return this.marks[this.ringed] ?? null;
  }

  has(id: string): boolean {
    this.known ??= new Set(this.marks.map((m) => m[0]));
    return this.known.has(id);
  }

  /** The events of the window, at most so many; null where there are more. */
  within(most: number): Mark[] | null {
    const found: Mark[] = [];
    for (let i = 0; i < this.marks.length; i++) {
      if (this.start[i]! > this.span.to || this.end[i]! < this.span.from) continue;
      if (found.length === most) return null;
      found.push(this.marks[i]!);
    }
    return found;
  }

  typeOf = (mark: Mark): [name: string, kind: number] => this.types[mark[1]] ?? ["", 0];

  /** The event under a pixel: the nearest, where several are near. */
  near(pixel: number[]): Mark | null {
    const frame = this.frame;
    if (!frame || this.marks.length === 0) return null;
    const t = frame.coordinateToPixelTransform;
    let [best, least] = [-1, REACH * REACH];
    for (let i = 0; i < this.marks.length; i++) {
      if (this.start[i]! > this.span.to || this.end[i]! < this.span.from) continue;
      const x = t[0]! * this.at[2 * i]! + t[2]! * this.at[2 * i + 1]! + t[4]!, y = t[1]! * this.at[2 * i]! + t[3]! * this.at[2 * i + 1]! + t[5]!;
      const far = (x - pixel[0]!) ** 2 + (y - pixel[1]!) ** 2;
      if (far < least) [best, least] = [i, far];
    }
    return best < 0 ? null : this.marks[best]!;
  }

  private paint(frame: FrameState): HTMLElement {
    this.frame = frame;
    const { canvas } = this;
    const ratio = frame.pixelRatio;
    const [width, height] = [Math.round(frame.size[0]! * ratio), Math.round(frame.size[1]! * ratio)];
    const pen = canvas.getContext("2d", { willReadFrequently: true })!;
    if (!this.picture || canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      this.picture = pen.createImageData(width, height);
      this.ratio = 0;
    }
    if (this.ratio !== ratio) this.prepare(ratio);
    const { at, start, end, look } = this;
    const pixels = new Uint32Array(this.picture.data.buffer);
    pixels.fill(0);
    const t = frame.coordinateToPixelTransform;
    const [a, b, c, d, e, f] = [t[0]! * ratio, t[1]! * ratio, t[2]! * ratio, t[3]! * ratio, t[4]! * ratio, t[5]! * ratio];
    const { from, to } = this.span;
    for (let i = start.length - 1; i >= 0; i--) {
      if (start[i]! > to || end[i]! < from) continue;
      const sprite = this.sprites[look[i]!]!, half = sprite.half;
      const x = Math.round(a * at[2 * i]! + c * at[2 * i + 1]! + e), y = Math.round(b * at[2 * i]! + d * at[2 * i + 1]! + f);
      if (x < half || y < half || x >= width - half || y >= height - half) continue;
      const base = y * width + x, { dx, dy, rgba } = sprite;
      for (let k = 0; k < rgba.length; k++) {
        const p = base + dy[k]! * width + dx[k]!;
        // The edge of a mark gives way to whatever lies there already.
        if (rgba[k]! >>> 24 > 127 || pixels[p] === 0) pixels[p] = rgba[k]!;
      }
    }
    pen.putImageData(this.picture, 0, 0);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    if (this.wide.length > 0) this.areas(pen, [a, b, c, d, e, f], ratio);
    if (this.cells.length > 0) this.gathered(pen, [a, b, c, d, e, f], ratio);
    if (this.ringed >= 0) {
      const x = a * at[2 * this.ringed]! + c * at[2 * this.ringed + 1]! + e, y = b * at[2 * this.ringed]! + d * at[2 * this.ringed + 1]! + f;
      for (const [colourOf, width] of [["--sheet", 5], ["--ink", 2.5]] as const) {
        pen.beginPath();
        pen.arc(x, y, 12 * ratio, 0, 7);
        pen.lineWidth = width * ratio;
        pen.strokeStyle = colour(colourOf);
        pen.stroke();
      }
    }
    return canvas;
  }

  // Where no more is told than a district, region or country: one soft area under its marks, however many they are.
  private areas(pen: CanvasRenderingContext2D, [a, b, c, d, e, f]: [number, number, number, number, number, number], ratio: number): void {
    const drawn = new Set<string>();
    pen.globalCompositeOperation = "destination-over";
    for (const i of this.wide) {
      if (this.start[i]! > this.span.to || this.end[i]! < this.span.from || drawn.has(this.marks[i]![8])) continue;
      drawn.add(this.marks[i]![8]);
      const x = a * this.at[2 * i]! + c * this.at[2 * i + 1]! + e, y = b * this.at[2 * i]! + d * this.at[2 * i + 1]! + f;
      const radius = (12 + 8 * (this.marks[i]![9] - 3)) * ratio;
      const soft = pen.createRadialGradient(x, y, 0, x, y, radius);
      soft.addColorStop(0, colour("--area"));
      soft.addColorStop(0.6, colour("--area"));
      soft.addColorStop(1, "transparent");
      pen.fillStyle = soft;
      pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
    pen.globalCompositeOperation = "source-over";
  }

  private gathered(pen: CanvasRenderingContext2D, [a, b, c, d, e, f]: [number, number, number, number, number, number], ratio: number): void {
    const [warn, ink, sheet] = [colour("--warn"), colour("--ink"), colour("--sheet")];
    pen.font = `600 ${11 * ratio}px system-ui, sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineWidth = 1.5 * ratio;
    this.cells.forEach((cell, i) => {
      const x = a * this.at[2 * i]! + c * this.at[2 * i + 1]! + e, y = b * this.at[2 * i]! + d * this.at[2 * i + 1]! + f;
      const radius = Math.min(26, 5 + 2.2 * Math.log2(1 + cell[2])) * ratio;
      pen.beginPath();
      pen.arc(x, y, radius, 0, 7);
      pen.globalAlpha = 0.85;
      pen.fillStyle = sheet;
      pen.fill();
      pen.globalAlpha = 1;
      pen.strokeStyle = warn;
      pen.stroke();
      if (cell[2] < 2) return;
      pen.fillStyle = ink;
      pen.fillText(cell[2] > 9999 ? Math.round(cell[2] / 1000) + "k" : String(cell[2]), x, y);
    });
  }

  // One sprite for each kind of event and status.
  private prepare(ratio: number): void {
    this.ratio = ratio;
    this.sprites = [];
    const known = new Map<string, number>();
    this.look = Uint8Array.from(this.marks, (mark) => {
      const [kind, asserted] = [this.types[mark[1]]?.[1] ?? 0, mark[6] === 0];
      const key = `${kind} ${asserted}`;
      if (!known.has(key)) known.set(key, this.sprites.push(eventMark(kind, asserted, ratio)) - 1);
      return known.get(key)!;
    });
  }
}
