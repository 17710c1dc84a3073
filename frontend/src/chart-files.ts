// A chart as a file: the picture with the colours it has on the screen, or its numbers.

const SPACE = "http://www.w3.org/2000/svg";
const EDGE = 16;
const HEADING = { size: 17, line: 24 };
const TIMES = 2; // pixels of a PNG for one of the chart
const COLOURS = ["color", "stroke"] as const;

type Cell = string | number | null;

/** Add buttons that save the chart. */
export function addSaves(figure: HTMLElement): void {
  const foot = figure.querySelector(".chart-foot");
  const name = figure.dataset.chart ?? "chart";
  if (!foot) return;
  const saves = document.createElement("div");
  saves.className = "chart-saves";
  saves.role = "group";
  const title = figure.querySelector(".chart-title")?.textContent ?? "Chart";
  saves.ariaLabel = `Save: ${title}`;
  const kinds: [string, () => Promise<Blob> | Blob][] = [
    ["SVG", () => new Blob([written(figure).text], { type: "image/svg+xml" })],
    ["PNG", () => png(figure)],
    ["CSV", () => new Blob([csv(figure)], { type: "text/csv" })],
    ["JSON", () => new Blob([json(figure)], { type: "application/json" })],
  ];
  for (const [kind, made] of kinds) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kind;
    button.dataset.testid = `save-${kind.toLowerCase()}`;
    button.addEventListener("click", async () => {
      save(await made(), `${name}.${kind.toLowerCase()}`);
    });
    saves.append(button);
  }
  foot.append(saves);
}

/** The picture that is seen, as a file of its own: colours written in, its title above. */
function written(figure: HTMLElement): { text: string; width: number; height: number } {
  const seen = [...figure.querySelectorAll<SVGSVGElement>(".drawing")].find(
    (drawing) => drawing.getBoundingClientRect().width > 0,
  );
  if (!seen) throw new Error("the chart has no picture");
  const copy = seen.cloneNode(true) as SVGSVGElement;
  for (const extra of copy.querySelectorAll(".mark-box")) extra.remove();
  colour(seen, copy);
  for (const element of [copy, ...copy.querySelectorAll<SVGElement>("[data-said]")]) {
    const title = document.createElementNS(SPACE, "title");
    title.textContent = element.dataset.said ?? "";
    if (title.textContent) element.prepend(title);
    delete element.dataset.said;
  }
  const { width, height } = seen.viewBox.baseVal;
  const lines = folded(seen.dataset.said ?? "", width);
  const top = EDGE + lines.length * HEADING.line;
  const size = { width: width + 2 * EDGE, height: height + top + EDGE };
  copy.setAttribute("viewBox", `${-EDGE} ${-top} ${size.width} ${size.height}`);
  copy.setAttribute("width", String(size.width));
  copy.setAttribute("height", String(size.height));
  copy.setAttribute("font-family", getComputedStyle(seen).fontFamily);
  copy.prepend(ground(figure, -EDGE, -top, size), ...heading(lines));
  return { text: new XMLSerializer().serializeToString(copy), ...size };
}

/** Write the colours that elements have on the screen into their copies. */
function colour(seen: SVGSVGElement, copy: SVGSVGElement): void {
  const from = [seen, ...seen.querySelectorAll<SVGElement>("[class]:not(.mark-box)")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("[class]")];
  for (const [place, element] of from.entries()) {
    const other = to[place];
    if (!other) continue;
    const style = getComputedStyle(element);
    for (const name of COLOURS) {
      const value = style.getPropertyValue(name);
      if (value && value !== "none") other.setAttribute(name, value);
    }
    other.removeAttribute("class");
  }
}

function ground(
  figure: HTMLElement,
  x: number,
  y: number,
  size: { width: number; height: number },
): SVGRectElement {
  const rect = document.createElementNS(SPACE, "rect");
  const places = { x, y, ...size, fill: getComputedStyle(figure).backgroundColor };
  for (const [name, value] of Object.entries(places)) rect.setAttribute(name, String(value));
  return rect;
}

function heading(lines: string[]): SVGTextElement[] {
  return lines.map((line, place) => {
    const text = document.createElementNS(SPACE, "text");
    text.setAttribute("y", String(-14 - (lines.length - 1 - place) * HEADING.line));
    text.setAttribute("font-size", String(HEADING.size));
    text.setAttribute("font-weight", "650");
    text.textContent = line;
    return text;
  });
}

/** The words in lines that are about so wide. */
function folded(words: string, width: number): string[] {
  const most = Math.floor(width / (HEADING.size * 0.62));
  const lines: string[] = [];
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

async function png(figure: HTMLElement): Promise<Blob> {
  const { text, width, height } = written(figure);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * TIMES;
  canvas.height = height * TIMES;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG was made"))));
  });
}

/** The names of the table's columns, and its values in full. */
export function values(figure: HTMLElement): { keys: string[]; rows: Cell[][] } {
  const table = figure.querySelector<HTMLTableElement>(".chart-table table");
  const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
  const rows = [...(table?.tBodies[0]?.rows ?? [])].map((row) =>
    [...row.cells].map((cell, place) => {
      // Where it is not there, it is what is shown.
      const value = cell.dataset.value ?? cell.textContent ?? "";
      if (heads[place]?.dataset.number === undefined) return value;
      return value === "" ? null : Number(value);
    }),
  );
  return { keys: heads.map((head) => head.dataset.key ?? ""), rows };
}

function csv(figure: HTMLElement): string {
  const { keys, rows } = values(figure);
  return [keys, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/** A cell of a CSV file. What a spreadsheet would compute is kept from it by an apostrophe. */
function quoted(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function json(figure: HTMLElement): string {
  const { keys, rows } = values(figure);
  const objects = rows.map((row) =>
    Object.fromEntries(keys.map((key, place) => [key, row[place] ?? null])),
  );
  return `${JSON.stringify(objects, null, 2)}\n`;
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
