import { scaleLinear, scaleUtc } from "d3-scale";
import { useEffect, useRef, useState } from "preact/hooks";
import { dayOf, iso, long, snapped, stepped } from "./days";
import type { Span } from "./happenings";
import { Bars } from "./bars";
import type { Mark } from "./record";
import { say } from "./words";

export type Step = "day" | "week" | "month";

interface Props {
  weeks: [day: number, count: number][];
  from: number;
  to: number;
  span: Span;
  step: Step;
  snap: boolean;
  known: number | null;
  /** The events of the window; null where they are too many to draw each. */
  marks: Mark[] | null;
  typeOf(mark: Mark): [name: string, kind: number];
  open(id: string): void;
  moved(span: Span): void;
  paced(step: Step, snap: boolean): void;
  learnt(day: number | null): void;
}

const WIDTH = 1000, HEIGHT = 44, DAY = 86400000;
const BARS = 200;

/** Histogram with the window shown, its first and last day, and below them the day of knowledge. All of it works by keyboard: the ranges are the browser's own. */
export function Timeline({ weeks, from, to, span, step, snap, known, marks, typeOf, open, moved, paced, learnt }: Props) {
  const [playing, setPlaying] = useState(false);
  const [asked, setAsked] = useState(known);
  const now = useRef(span);
  now.current = span;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const clamp = (d: number) => Math.min(to, Math.max(from, d));
  // The whole window moves and keeps its length, but for what the ends of the record cut.
  const move = (by: number) => {
    const last = clamp(stepped(now.current.to, step, by));
    moved({ from: clamp(stepped(now.current.from, step, by)), to: last });
    return last;
  };
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => { if (move(1) >= to) setPlaying(false); }, still ? 1500 : 450);
    return () => clearInterval(timer);
  }, [playing, step, to]);

  const first = (day: number) => moved({ from: Math.min(clamp(day), span.to), to: span.to });
  const last = (day: number) => moved({ from: Math.min(span.from, clamp(day)), to: clamp(day) });
  const grid = (day: number) => (snap ? snapped(day, step) : day);
  const paging = (change: (day: number) => void, day: number) => (e: KeyboardEvent) => {
    if (e.key !== "PageUp" && e.key !== "PageDown") return;
    e.preventDefault();
    change(stepped(day, step, e.key === "PageUp" ? 1 : -1));
  };

  const width = Math.max(7, Math.ceil((to - from) / BARS));
  const bars = new Map<number, number>();
  for (const [at, count] of weeks) if (at >= from - 7 && at <= to) bars.set(Math.floor((at - from) / width), (bars.get(Math.floor((at - from) / width)) ?? 0) + count);
  const x = scaleLinear([from, to], [0, WIDTH]);
  const y = scaleLinear([0, Math.max(1, ...bars.values())], [0, HEIGHT]);
  const ticks = scaleUtc([new Date(from * DAY), new Date(to * DAY)], [0, 100]);
  const names = { day: say("map.day"), week: say("map.week"), month: say("map.month") };
  return (
    <div class="timeline">
      <div class="buttons">
        <button type="button" onClick={() => setPlaying(!playing)} aria-pressed={playing}>{playing ? "❚❚ " + say("map.pause") : "▶ " + say("map.play")}</button>
        <button type="button" onClick={() => move(-1)} aria-label={say("map.back", names[step])}><span aria-hidden="true">◀</span></button>
        <button type="button" onClick={() => move(1)} aria-label={say("map.on", names[step])}><span aria-hidden="true">▶</span></button>
        <label>{say("map.step")} <select value={step} onChange={(e) => paced(e.currentTarget.value as Step, snap)}>{(["day", "week", "month"] as const).map((s) => <option key={s} value={s}>{names[s]}</option>)}</select></label>
        <label><input type="checkbox" checked={snap} onChange={(e) => paced(step, e.currentTarget.checked)} /> {say("map.snap")}</label>
        <output aria-live="polite">{long(span.from)} – {long(span.to)}</output>
      </div>
      <Bars marks={marks} span={span} typeOf={typeOf} open={open} />
      <div class="axis" dir="ltr">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={say("map.over-time")}>
          <rect class="window" x={x(span.from)} width={Math.max(2, x(span.to) - x(span.from))} y={0} height={HEIGHT} />
          {[...bars].map(([i, count]) => <rect class="t0" key={i} x={x(from + i * width)} width={Math.max(1.5, x(from + width) - 1)} y={HEIGHT - y(count)} height={y(count)} />)}
          <line class="now" x1={x(span.to)} x2={x(span.to)} y1={0} y2={HEIGHT} />
        </svg>
        <div class="ticks" aria-hidden="true">{ticks.ticks(7).filter((t) => ticks(t) > 2 && ticks(t) < 98).map((t) => <span key={+t} style={{ left: `${ticks(t)}%` }}>{t.getUTCFullYear()}</span>)}</div>
        <div class="ends">
          <div class="end">
            <label for="time-from">{say("filter.from")}</label>
            <input type="range" id="time-from" aria-valuetext={long(span.from)} min={from} max={to} value={span.from} onInput={(e) => first(grid(Number(e.currentTarget.value)))} onKeyDown={paging(first, span.from)} />
            <input type="date" aria-label={say("filter.from")} value={iso(span.from)} max={iso(to)} onChange={(e) => { const d = dayOf(e.currentTarget.value); if (d !== null) moved({ from: Math.min(d, span.to), to: span.to }); }} />
            <button type="button" onClick={() => moved({ from, to })}>{say("map.whole")}</button>
          </div>
          <div class="end">
            <label for="time">{say("filter.on")}</label>
            <input type="range" id="time" aria-valuetext={long(span.to)} min={from} max={to} value={span.to} onInput={(e) => last(grid(Number(e.currentTarget.value)))} onKeyDown={paging(last, span.to)} />
            <input type="date" aria-label={say("filter.on")} value={iso(span.to)} min={iso(from)} max={iso(to)} onChange={(e) => { const d = dayOf(e.currentTarget.value); if (d !== null) last(d); }} />
          </div>
          <div class="end">
            <label for="known-range">{say("filter.known-at")}</label>
            <input type="range" id="known-range" aria-valuetext={asked === null ? say("known.all") : long(asked)} min={from} max={to} value={asked ?? to}
              onInput={(e) => setAsked(Number(e.currentTarget.value) >= to ? null : Number(e.currentTarget.value))} onChange={(e) => learnt(Number(e.currentTarget.value) >= to ? null : Number(e.currentTarget.value))} />
            <input type="date" id="known" aria-label={say("filter.known-at")} value={asked === null ? "" : iso(asked)} onChange={(e) => { const d = dayOf(e.currentTarget.value); setAsked(d); learnt(d); }} />
            <button type="button" disabled={asked === null} onClick={() => { setAsked(null); learnt(null); }}>{say("map.all-known")}</button>
          </div>
        </div>
      </div>
    </div>
  );
}
