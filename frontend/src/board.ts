// What makes a board handier: the form answers at once, columns sort, models are found and ticked.
// Without this file all of it works by links and buttons. What is sorted and looked for stands in
// the fragment of the address, so that a link holds it.

import { askAtOnce } from "./board-form";
import { makeSortable, sortBy, sortedBy } from "./board-sort";
import { fillColumns } from "./overview-live";

const state = new URLSearchParams(location.hash.slice(1));

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-ask]")) askAtOnce(form);

for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
  makeSortable(table, () => remember("sort", sortedBy(table)));
  sortBy(table, state.get("sort"));
  findIn(table);
  countTicks(table);
}

const waiting = document.querySelector<HTMLElement>("[data-waiting]");
const matrix = document.querySelector<HTMLTableElement>("table.matrix");
if (waiting && matrix) fillColumns(matrix, waiting);

function remember(name: string, value: string): void {
  if (value) state.set(name, value);
  else state.delete(name);
  const fragment = state.size > 0 ? `#${state}` : location.pathname + location.search;
  history.replaceState(null, "", fragment);
}

/** The box above a table shows the models whose names hold what is typed. */
function findIn(table: HTMLTableElement): void {
  const box = document.querySelector<HTMLInputElement>(`input[data-filter="${table.id}"]`);
  if (!box) return;
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const names = rows.map((row) => row.querySelector("th")?.dataset.value?.toLowerCase() ?? "");
  const show = (): void => {
    const wanted = box.value.trim().toLowerCase();
    let many = 0;
    rows.forEach((row, place) => {
      row.hidden = !names[place]?.includes(wanted);
      if (!row.hidden) many += 1;
    });
    tell(wanted ? `${many} of ${rows.length} models` : "");
  };
  box.addEventListener("input", () => {
    show();
    remember("find", box.value.trim());
  });
  // Return would send the form of the ticks.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  box.value = state.get("find") ?? "";
  if (box.value) show();
}

/** A button works once as many models are ticked as it needs. */
function countTicks(table: HTMLTableElement): void {
  const form = table.closest("form");
  if (!form) return;
  const count = (): void => {
    const many = form.querySelectorAll("input[name=models]:checked").length;
    for (const button of form.querySelectorAll<HTMLButtonElement>("button[data-needs]")) {
      const needed = button.dataset.needs ?? "";
      button.disabled = needed.endsWith("+")
        ? many < Number.parseInt(needed, 10)
        : many !== Number(needed);
    }
    if (many > 0) tell(`${many} ticked`);
  };
  form.addEventListener("change", count);
  // The browser may have kept ticks from before.
  window.addEventListener("pageshow", count);
}

function tell(words: string): void {
  const place = document.querySelector("[data-told]");
  if (place) place.textContent = words;
}
