import { scaleLinear, scaleUtc } from "d3-scale";
import { useEffect, useRef, useState } from "preact/hooks";
import { dayOf, iso, long, stepped } from "./days";

interface Props {
  weeks: [day: number, count: number][];
  from: number;
  to: number;
  day: number;
  known: number | null;
  moved(day: number): void;
  learnt(day: number | null): void;
}

const WIDTH = 1000, HEIGHT = 44, DAY = 86400000;
const BARS = 200;

/** Histogram, the day shown, and below it the day of knowledge. All of it works by keyboard: the ranges are the browser's own. */
export function Timeline({ weeks, from, to, day, known, moved, learnt }: Props) {
  const [playing, setPlaying] = useState(false);
  const [snap, setSnap] = useState<"day" | "week" | "month">("month");
  const [asked, setAsked] = useState(known);
  const today = useRef(day);
  today.current = day;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const clamp = (d: number) => Math.min(to, Math.max(from, d));
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const next = stepped(today.current, snap, 1);
      if (next >= to) setPlaying(false);
      moved(clamp(next));
    }, still ? 1500 : 450);
    return () => clearInterval(timer);
  }, [playing, snap, to]);

  const step = Math.max(7, Math.ceil((to - from) / BARS));
  const bars = new Map<number, number>();
  for (const [at, count] of weeks) if (at >= from - 7 && at <= to) bars.set(Math.floor((at - from) / step), (bars.get(Math.floor((at - from) / step)) ?? 0) + count);
  const x = scaleLinear([from, to], [0, WIDTH]);
  const y = scaleLinear([0, Math.max(1, ...bars.values())], [0, HEIGHT]);
  const ticks = scaleUtc([new Date(from * DAY), new Date(to * DAY)], [0, 100]);
  const move = (by: number) => moved(clamp(stepped(day, snap, by)));
  return (
    <div class="timeline">
      <div class="buttons">
        <button type="button" onClick={() => setPlaying(!playing)} aria-pressed={playing}>{playing ? "❚❚ Pause" : "▶ Play"}</button>
        <button type="button" onClick={() => move(-1)} aria-label={`One ${snap} back`}>◀</button>
        <button type="button" onClick={() => move(1)} aria-label={`One ${snap} on`}>▶</button>
        <label class="step">Step <select value={snap} onChange={(e) => setSnap(e.currentTarget.value as "day")}><option>day</option><option>week</option><option>month</option></select></label>
        <output aria-live="polite">{long(day)}</output>
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label="Events over time">
        {[...bars].map(([i, count]) => <rect class="t0" key={i} x={x(from + i * step)} width={Math.max(1.5, x(from + step) - 1)} y={HEIGHT - y(count)} height={y(count)} />)}
        <line class="now" x1={x(day)} x2={x(day)} y1={0} y2={HEIGHT} />
      </svg>
      <input type="range" id="time" aria-label="Day shown" aria-valuetext={long(day)} min={from} max={to} value={day} onInput={(e) => moved(Number(e.currentTarget.value))}
        onKeyDown={(e) => { if (e.key === "PageUp" || e.key === "PageDown") { e.preventDefault(); move(e.key === "PageUp" ? 1 : -1); } }} />
      <div class="ticks" aria-hidden="true">{ticks.ticks(7).map((t) => <span key={+t}>{t.getUTCFullYear()}</span>)}</div>
      <div class="knowledge">
        <label>As known on <input type="date" id="known" value={asked === null ? "" : iso(asked)} onChange={(e) => { const d = dayOf(e.currentTarget.value); setAsked(d); learnt(d); }} /></label>
        <input type="range" id="known-range" aria-label="Known at" aria-valuetext={asked === null ? "all that is known" : long(asked)} min={from} max={to} value={asked ?? to}
          onInput={(e) => setAsked(Number(e.currentTarget.value) >= to ? null : Number(e.currentTarget.value))} onChange={(e) => learnt(Number(e.currentTarget.value) >= to ? null : Number(e.currentTarget.value))} />
        <button type="button" disabled={asked === null} onClick={() => { setAsked(null); learnt(null); }}>All that is known</button>
      </div>
    </div>
  );
}
