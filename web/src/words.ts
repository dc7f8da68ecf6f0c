// What the map says, in the language of the page: the server hands its catalogue over.
let words: Record<string, string> = {};

export function learnWords(root: HTMLElement): void {
  words = JSON.parse(root.dataset["words"] ?? "{}") as Record<string, string>;
}

export function say(key: string, ...values: (string | number)[]): string {
  // A date after an Arabic word would be turned round: what is put in keeps its own direction.
  const kept = (value: string | number) => (document.dir === "rtl" && typeof value === "string" ? `\u2068${value}\u2069` : String(value));
  return (words[key] ?? key).replace(/\{(\d)\}/g, (whole, n: string) => (Number(n) < values.length ? kept(values[Number(n)]!) : whole));
}
