// A run tells of itself while it goes on; files may be dropped anywhere on the field.
interface Told { state: string; reports: number; known: number; claims: number; aside: number; done: boolean; came: { address: string; title: string; claims: number }[] }

export function followRuns(): void {
  for (const run of document.querySelectorAll<HTMLElement>("[data-run]")) {
    const source = new EventSource(`/runs/${encodeURIComponent(run.dataset["run"] ?? "")}/events${location.search}`);
    const list = run.querySelector<HTMLElement>("[data-came]");
    // The server tells all from the beginning.
    list?.replaceChildren();
    source.onmessage = (message) => {
      const told = JSON.parse(message.data) as Told;
      for (const field of run.querySelectorAll<HTMLElement>("[data-say]")) field.textContent = String(told[field.dataset["say"] as "state"] ?? "");
      for (const report of told.came) {
        const link = document.createElement("a");
        link.href = report.address;
        link.textContent = report.title;
        const claims = document.createElement("span");
        claims.className = "quiet";
        claims.textContent = " " + (list?.dataset["came"] ?? "{0}").replace("{0}", String(report.claims));
        const row = document.createElement("li");
        row.append(link, claims);
        list?.append(row);
      }
      if (!told.done) return;
      source.close();
      // What else came of it is on the page the server makes.
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
