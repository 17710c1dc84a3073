// Boards that the overview is still waiting for come into their cells as they are computed. Only
// empty cells are filled: nothing moves, and nobody loses the place where they read or type.

const FIRST_MS = 1200;
const LAST_MS = 8000;
const SLOWER = 1.3;
const TRIES = 60;

/** Fill the columns of a matrix until none is missing; `told` says how far it is. */
export function fillColumns(matrix: HTMLTableElement, told: HTMLElement): void {
  let pause = FIRST_MS;
  let tries = 0;
  const again = (): void => {
    tries += 1;
    pause = Math.min(pause * SLOWER, LAST_MS);
    if (tries < TRIES) window.setTimeout(look, pause);
    else told.textContent = "Some boards take long: load this page again later.";
  };
  const look = async (): Promise<void> => {
    if (document.hidden) return void window.setTimeout(look, pause);
    const page = await read();
    const newer = page?.querySelector<HTMLTableElement>("table.matrix");
    if (!page || !newer) return again();
    const isWhole = fill(matrix, newer);
    const waiting = page.querySelector("[data-waiting]");
    if (waiting) {
      say(told, waiting.textContent ?? "");
      return again();
    }
    say(told, isWhole ? "All boards are there." : "All boards are there. ");
    if (!isWhole) told.append(link());
  };
  window.setTimeout(look, pause);
}

async function read(): Promise<Document | undefined> {
  try {
    const answer = await fetch(location.pathname + location.search);
    if (!answer.ok) return undefined;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return undefined; // the arena may be starting again
  }
}

/** Fill empty cells from a newer table; false if it has other lines or columns, or another order. */
function fill(matrix: HTMLTableElement, newer: HTMLTableElement): boolean {
  const places = new Map(titles(newer).map((title, place) => [title, place]));
  const own = titles(matrix);
  let isWhole = own.length === places.size;
  const [heads, counts] = matrix.tHead?.rows ?? [];
  const [newHeads, newCounts] = newer.tHead?.rows ?? [];
  const lines = [...(matrix.tBodies[0]?.rows ?? [])];
  const newLines = [...(newer.tBodies[0]?.rows ?? [])];
  const byName = new Map(newLines.map((line) => [nameOf(line), line]));
  const order = newLines.map(nameOf).join("\n");
  isWhole &&= order === lines.map(nameOf).join("\n");
  for (const [place, title] of own.entries()) {
    if (!counts?.cells[place + 1]?.querySelector(".missing")) continue;
    // A board that ranks nobody has no column: the page says why once it is loaded again.
    const from = places.get(title);
    const cell = (row?: HTMLTableRowElement) => from !== undefined && row?.cells[from + 1];
    if (from !== undefined && newCounts?.cells[from + 1]?.querySelector(".missing")) continue;
    if (from !== undefined) put(heads, place, newHeads?.cells[from + 1]);
    put(counts, place, cell(newCounts) || dash());
    for (const line of lines) put(line, place, cell(byName.get(nameOf(line))) || dash());
  }
  return isWhole;
}

function titles(matrix: HTMLTableElement): string[] {
  const [, ...heads] = matrix.tHead?.rows[0]?.cells ?? [];
  return heads.map((head) => head.textContent?.trim() ?? "");
}

function nameOf(line: HTMLTableRowElement): string {
  return line.cells[0]?.textContent ?? "";
}

function put(
  line: HTMLTableRowElement | undefined,
  place: number,
  cell: HTMLTableCellElement | undefined,
): void {
  if (cell) line?.cells[place + 1]?.replaceWith(document.importNode(cell, true));
}

function dash(): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.textContent = "–";
  return cell;
}

/** Screen readers say what changes, and should not hear the same twice. */
function say(told: HTMLElement, words: string): void {
  if (told.textContent !== words) told.textContent = words;
}

function link(): HTMLAnchorElement {
  const made = document.createElement("a");
  made.href = location.pathname + location.search;
  made.textContent = "Load the page again to see them in order";
  return made;
}
