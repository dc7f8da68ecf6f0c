import { iso } from "./days";
import type { Span } from "./happenings";
import type { Mark } from "./record";
import { say } from "./words";

const WIDTH = 1000, LANE = 7, LANES = 6, LEAST = 6;

/** More than these are not drawn as bars. */
export const MOST_BARS = 300;

/** The events of the window as bars in time, each from the first to the last day it may have been on; where that is more than one day its ends are soft. The list beside the map says the same. */
export function Bars({ marks, span, typeOf, open }: { marks: Mark[] | null; span: Span; typeOf(mark: Mark): [name: string, kind: number]; open(id: string): void }) {
  if (marks === null) return <p class="bars quiet">{say("map.bars-many", MOST_BARS)}</p>;
  const x = (day: number) => ((day - span.from) / (span.to + 1 - span.from)) * WIDTH;
  // What may have been on any day of the window says nothing of when: it is only counted. The narrowest find a lane first.
  const bounded = marks.filter((m) => m[4]! > span.from || (m[5] ?? m[4]!) < span.to);
  const length = (m: Mark) => (m[5] ?? m[4]!) - m[4]!;
  const lanes: [from: number, to: number][][] = Array.from({ length: LANES }, () => []);
  const drawn = bounded.sort((a, b) => length(a) - length(b) || a[4]! - b[4]! || (a[0] < b[0] ? -1 : 1)).flatMap((mark) => {
    const [from, to] = [Math.max(0, x(mark[4]!)), Math.min(WIDTH, x((mark[5] ?? mark[4]!) + 1))];
    const width = Math.max(LEAST, to - from), at = Math.min(from, WIDTH - width);
    const lane = lanes.findIndex((taken) => taken.every(([f, t]) => at >= t || at + width <= f));
    if (lane < 0) return [];
    lanes[lane]!.push([at, at + width]);
    return [{ mark, lane, at, width, soft: length(mark) > 0 }];
  });
  const rows = Math.max(1, lanes.filter((l) => l.length > 0).length);
  return (
    <div class="bars" dir="ltr">
      {drawn.length > 0 && <svg viewBox={`0 0 ${WIDTH} ${rows * LANE}`} height={rows * LANE} preserveAspectRatio="none" role="img" aria-label={say("map.bars", marks.length)}>
        <defs><linearGradient id="soft"><stop offset="0" class="clear" /><stop offset=".3" class="full" /><stop offset=".7" class="full" /><stop offset="1" class="clear" /></linearGradient></defs>
        {drawn.map(({ mark, lane, at, width, soft }) => (
          <rect key={mark[0]} class={soft ? "soft" : mark[6] === 0 ? "sharp" : "sharp hollow"} x={at} y={lane * LANE + 1} width={Math.max(1, width - 1)} height={LANE - 2} onClick={() => open(mark[0])}>
            <title>{`${typeOf(mark)[0]}, ${iso(mark[4]!)}${soft ? " – " + iso(mark[5]!) : ""}`}</title>
          </rect>
        ))}
      </svg>}
      {drawn.length < marks.length && <p class="quiet">{drawn.length === 0 ? say("map.bars-any", marks.length) : say("map.bars-more", marks.length - drawn.length)}</p>}
    </div>
  );
}
