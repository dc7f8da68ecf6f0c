// A run tells of itself while it goes on; files may be dropped anywhere on the field.
export function followRuns(): void {
  for (const run of document.querySelectorAll<HTMLElement>("[data-run]")) {
    const source = new EventSource(`/runs/${encodeURIComponent(run.dataset["run"] ?? "")}/events`);
    source.onmessage = (message) => {
      const told = JSON.parse(message.data) as { state: string; reports: number; claims: number; done: boolean };
      const say = run.querySelector<HTMLElement>("[data-say]");
      if (say) say.textContent = `${told.state} · ${told.reports} reports · ${told.claims} claims`;
      if (!told.done) return;
      source.close();
      // What came of it is on the page the server makes.
      location.replace(location.href);
    };
    source.onerror = () => source.close();
  }
}

export function dropFiles(): void {
  const zone = document.querySelector<HTMLElement>(".dropzone");
  const input = zone?.querySelector<HTMLInputElement>("input[type=file]");
  if (!zone || !input) return;
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer?.files.length) {
      input.files = event.dataTransfer.files;
      input.form?.requestSubmit();
    }
  });
}
