// The leaderboard's columns can be sorted. Without this file the table stands in rank order.

export {};

type Direction = "ascending" | "descending";

for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
  for (const header of table.querySelectorAll<HTMLTableCellElement>("thead th[data-sort]")) {
    makeSortable(table, header);
  }
}

function makeSortable(table: HTMLTableElement, header: HTMLTableCellElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...header.childNodes);
  header.append(button);
  button.addEventListener("click", () => {
    const direction = nextDirection(header);
    for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", direction);
    sort(table, header, direction);
  });
}

/** Turn round a column that is sorted; otherwise begin where one wants to look first. */
function nextDirection(header: HTMLTableCellElement): Direction {
  const now = header.getAttribute("aria-sort");
  if (now) return now === "ascending" ? "descending" : "ascending";
  const isSmallFirst = header.dataset.sort === "text" || header.dataset.first === "ascending";
  return isSmallFirst ? "ascending" : "descending";
}

function sort(table: HTMLTableElement, header: HTMLTableCellElement, direction: Direction): void {
  const body = table.tBodies[0];
  if (!body) return;
  const column = header.cellIndex;
  const value = (row: HTMLTableRowElement): string => row.cells[column]?.dataset.value ?? "";
  const compare =
    header.dataset.sort === "text"
      ? (a: string, b: string) => a.localeCompare(b, "en", { numeric: true })
      : (a: string, b: string) => Number(a) - Number(b);
  const sign = direction === "ascending" ? 1 : -1;
  const rows = [...body.rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    // What is not stated comes last, whichever way round.
    if (left === "" || right === "") return Number(left === "") - Number(right === "");
    return sign * compare(left, right);
  });
  body.append(...rows);
}
