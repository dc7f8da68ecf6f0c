// What the map says, in the language of the page: the server hands its catalogue over.
let words: Record<string, string> = {};

export function learnWords(root: HTMLElement): void {
  words = JSON.parse(root.dataset["words"] ?? "{}") as Record<string, string>;
}

export function say(key: string, ...values: (string | number)[]): string {
  return (words[key] ?? key).replace(/\{(\d)\}/g, (whole, n: string) => String(values[Number(n)] ?? whole));
}
