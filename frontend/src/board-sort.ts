// Columns that can be sorted.

type Direction = "ascending" | "descending";

/** Make buttons of the headers; `sorted` is called after each click. */
export function makeSortable(table: HTMLTableElement, sorted: () => void): void {
  for (const header of headers(table)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      sort(table, header, nextDirection(header));
      sorted();
    });
  }
}

/** How a table is sorted now, for an address; empty as it came. */
export function sortedBy(table: HTMLTableElement): string {
  const header = table.querySelector<HTMLTableCellElement>("thead th[aria-sort]");
  if (!header || !("sorted" in table.dataset)) return "";
  return `${header.cellIndex},${header.ariaSort}`;
}

/** Sort as an address says, if it says something that makes sense. */
export function sortBy(table: HTMLTableElement, words: string | null): void {
  const [column, direction] = (words ?? "").split(",");
  const header = headers(table).find((one) => String(one.cellIndex) === column);
  if (header && (direction === "ascending" || direction === "descending")) {
    sort(table, header, direction);
  }
}

function headers(table: HTMLTableElement): HTMLTableCellElement[] {
  return [...table.querySelectorAll<HTMLTableCellElement>("thead th[data-sort]")];
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
  for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction);
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
  // Rules between rows hold in the order in which the table came.
  if ("order" in header.dataset && direction === "ascending") delete table.dataset.sorted;
  else table.dataset.sorted = "";
}
