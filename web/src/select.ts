// Words selected in a report become the words of a claim of one's own.
export function selectWords(text: HTMLElement): void {
  const box = document.getElementById("own") as HTMLDetailsElement | null;
  const words = box?.querySelector<HTMLTextAreaElement>("textarea[name=words]");
  const start = box?.querySelector<HTMLInputElement>("input[name=start]");
  if (!box || !words || !start) return;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const paragraph = (range.startContainer.parentElement ?? text).closest<HTMLElement>("p[data-start]");
    if (!paragraph || !paragraph.contains(range.endContainer) || !text.contains(paragraph)) return;
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(range.startContainer, range.startOffset);
    words.value = range.toString().trim();
    start.value = String(Number(paragraph.dataset["start"]) + before.toString().length);
    box.open = true;
  });
}
