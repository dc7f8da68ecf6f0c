// Days as numbers since 1970-01-01, as the server sends them.
const DAY = 86400000;

export const iso = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

export function dayOf(text: string | null | undefined): number | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(text + "T00:00:00Z");
  return Number.isNaN(time) ? null : Math.round(time / DAY);
}

export function long(day: number): string {
  return new Date(day * DAY).toLocaleDateString(document.documentElement.lang === "fr" ? "fr" : document.documentElement.lang === "ar" ? "ar-u-nu-latn" : "en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
}

/** The grid's day at or before this one. */
export function snapped(day: number, snap: "day" | "week" | "month"): number {
  return snap === "day" ? day : stepped(day + 1, snap, -1);
}

/** The next day on the grid: every day, Mondays, or first days of months. */
export function stepped(day: number, snap: "day" | "week" | "month", by: number): number {
  if (snap === "day") return day + by;
  if (snap === "week") {
    // 1970-01-01 was a Thursday.
    const monday = day - ((((day + 3) % 7) + 7) % 7);
    return by < 0 && monday < day ? monday : monday + 7 * by;
  }
  const date = new Date(day * DAY);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY;
  return by < 0 && first < day ? first : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1) / DAY;
}
