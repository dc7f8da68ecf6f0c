// Everything here makes a page of the server quicker to use; no page needs it.
import { reviewKeys } from "./review";
import { selectWords } from "./select";
import { followRuns, dropFiles } from "./runs";

const map = document.getElementById("map");
if (map) void import("./map").then((m) => m.start(map));
if (document.querySelector("[data-desk=review]")) reviewKeys();
const text = document.querySelector<HTMLElement>("[data-select=own]");
if (text) selectWords(text);
dropFiles();
followRuns();
