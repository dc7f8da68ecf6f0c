// Events on the map: thousands of small marks, drawn as ready-made images straight onto a canvas of their own. Features and styles of the library cost ten times as much.
import Layer from "ol/layer/Layer";
import type { FrameState } from "ol/Map";
import { fromLonLat } from "ol/proj";
import { colour, eventStyle } from "./looks";
import type { Events, Mark } from "./record";

export interface Span { from: number; to: number }

const REACH = 9;

export class Happenings {
  readonly layer: Layer;
  private marks: Mark[] = [];
  private types: string[] = [];
  private cells: NonNullable<Events["cells"]> = [];
  private at = new Float64Array(0);
  private images: HTMLCanvasElement[] = [];
  private look = new Uint16Array(0);
  private ratio = 0;
  private span: Span = { from: -Infinity, to: Infinity };
  private readonly canvas = document.createElement("canvas");
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
    const points = this.marks.length > 0 ? this.marks.map((m) => [m[2], m[3]] as const) : this.cells.map((c) => [c[0], c[1]] as const);
    this.at = new Float64Array(points.length * 2);
    points.forEach(([lon, lat], i) => {
      const [x, y] = fromLonLat([lon, Math.max(-85, Math.min(85, lat))]) as [number, number];
      this.at[2 * i] = x;
      this.at[2 * i + 1] = y;
    });
    this.layer.changed();
  }

  show(span: Span): void {
    this.span = span;
    this.layer.changed();
  }

  forgetLooks(): void {
    this.ratio = 0;
  }

  /** The event under a pixel: the nearest, where several are near. */
  near(pixel: number[]): { mark: Mark; type: string } | null {
    const frame = this.frame;
    if (!frame || this.marks.length === 0) return null;
    const t = frame.coordinateToPixelTransform;
    let [best, least] = [-1, REACH * REACH];
    for (let i = 0; i < this.marks.length; i++) {
      if (!this.within(this.marks[i]!)) continue;
      const x = t[0]! * this.at[2 * i]! + t[2]! * this.at[2 * i + 1]! + t[4]!, y = t[1]! * this.at[2 * i]! + t[3]! * this.at[2 * i + 1]! + t[5]!;
      const far = (x - pixel[0]!) ** 2 + (y - pixel[1]!) ** 2;
      if (far < least) [best, least] = [i, far];
    }
    return best < 0 ? null : { mark: this.marks[best]!, type: this.types[this.marks[best]![1]] ?? "" };
  }

  // What may have been on a day of the window counts; what has no day does not.
  private within(mark: Mark): boolean {
    return mark[4] !== null && (mark[5] ?? mark[4]) >= this.span.from && mark[4] <= this.span.to;
  }

  private paint(frame: FrameState): HTMLElement {
    this.frame = frame;
    const { canvas } = this;
    const [width, height] = frame.size as [number, number];
    const ratio = frame.pixelRatio;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.cssText = "";
      canvas.style.position = "absolute";
      canvas.style.inset = "0";
      canvas.style.width = "100%";
      canvas.style.height = "100%";
      canvas.style.pointerEvents = "none";
    }
    if (this.ratio !== ratio) this.prepare(ratio);
    const pen = canvas.getContext("2d")!;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    const t = frame.coordinateToPixelTransform;
    const [a, b, c, d, e, f] = [t[0]! * ratio, t[1]! * ratio, t[2]! * ratio, t[3]! * ratio, t[4]! * ratio, t[5]! * ratio];
    const { marks, at, images, look } = this;
    for (let i = marks.length - 1; i >= 0; i--) {
      if (!this.within(marks[i]!)) continue;
      const x = a * at[2 * i]! + c * at[2 * i + 1]! + e, y = b * at[2 * i]! + d * at[2 * i + 1]! + f;
      if (x < -20 || y < -20 || x > canvas.width + 20 || y > canvas.height + 20) continue;
      const image = images[look[i]!]!;
      pen.drawImage(image, Math.round(x - image.width / 2), Math.round(y - image.height / 2));
    }
    if (this.cells.length > 0) this.gathered(pen, [a, b, c, d, e, f], ratio);
    return canvas;
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

  // One image for each kind of event and status.
  private prepare(ratio: number): void {
    this.ratio = ratio;
    this.images = [];
    const known = new Map<string, number>();
    this.look = new Uint16Array(this.marks.length);
    this.marks.forEach((mark, i) => {
      const key = `${mark[1]} ${mark[6]}`;
      let index = known.get(key);
      if (index === undefined) {
        index = this.images.push(eventStyle(this.types[mark[1]] ?? "", mark[6]).getImage()!.getImage(ratio) as HTMLCanvasElement) - 1;
        known.set(key, index);
      }
      this.look[i] = index;
    });
  }
}
