// One key each: what a key does is what the button that shows it does. Looking never judges.
export function reviewKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target as HTMLElement;
    if (at.closest("input, textarea, select")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const control = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    if (!control) return;
    event.preventDefault();
    const reason = control.closest("form")?.querySelector<HTMLInputElement>("input[name=reason]");
    // A rejection has a reason: the first press asks for it, Enter sends it.
    if (control.dataset["key"] === "r" && reason && reason.value.trim() === "") reason.focus();
    else control.click();
  });
}
