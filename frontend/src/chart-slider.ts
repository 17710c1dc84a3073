// What is a factor of ten in cost worth, in points? One says so by a slider; the models are put in
// the order that follows, and a line through the first shows which others would be as good.

import { values } from "./chart-files";

const SPACE = "http://www.w3.org/2000/svg";

interface Model {
  name: string;
  cost: number;
  rating: number;
  low: number | null;
  high: number | null;
  /** At each step of the slider, as the server computed them; none if it costs nothing. */
  ranks: string[];
}

interface Adjusted extends Model {
  worth: number;
}

/** Bring the slider of a chart to life; its value is in the address, after the hash. */
export function addSlider(figure: HTMLElement): void {
  const part = figure.querySelector<HTMLElement>(".chart-slider");
  const input = part?.querySelector("input");
  const output = part?.querySelector("output");
  const body = part?.querySelector("tbody");
  const note = part?.querySelector<HTMLElement>(".chart-slider-note");
  if (!part || !input || !output || !body || !note) return;
  const models = read(figure, body);
  const word = `${figure.dataset.chart}-points`;
  const median = Number(body.closest("table")?.dataset.median);
  const apply = (): void => {
    const points = Number(input.value);
    const place = Math.round((points - Number(input.min)) / Number(input.step));
    const order = adjusted(models, points, median);
    output.textContent = `${points} points`;
    input.setAttribute("aria-valuetext", `${points} points; first is ${order[0]?.name ?? "none"}`);
    fill(body, order, place);
    note.hidden = order.length === models.length;
    for (const drawing of figure.querySelectorAll<SVGSVGElement>(".drawing")) {
      drawLine(drawing, order[0], points);
    }
  };
  const keep = (): void => {
    const words = new URLSearchParams(location.hash.slice(1));
    if (input.value === "0") words.delete(word);
    else words.set(word, input.value);
    const path = location.pathname + location.search;
    history.replaceState(history.state, "", words.size > 0 ? `${path}#${words}` : path);
  };
  const fromAddress = (): void => {
    const named = new URLSearchParams(location.hash.slice(1)).get(word);
    if (named !== null && Number.isFinite(Number(named))) input.value = named;
    apply();
  };
  input.addEventListener("input", apply);
  // Once it rests: some browsers allow only so many changes of the address.
  input.addEventListener("change", keep);
  window.addEventListener("hashchange", fromAddress);
  part.hidden = false;
  fromAddress();
}

function read(figure: HTMLElement, body: HTMLTableSectionElement): Model[] {
  const { keys, rows } = values(figure);
  const ranks = [...body.rows].map((row) => row.dataset.ranks?.split(" ").filter(Boolean) ?? []);
  return rows.map((row, place) => {
    const cell = (key: string) => row[keys.indexOf(key)] ?? null;
    const number = (key: string) => {
      const value = cell(key);
      return value === null ? null : Number(value);
    };
    return {
      name: String(cell("name")),
      cost: Number(cell("cost")),
      rating: Number(cell("rating")),
      low: number("low"),
      high: number("high"),
      ranks: ranks[place] ?? [],
    };
  });
}

/** Those that have ranks, from the best down, when a factor of ten in cost is worth so much. */
function adjusted(models: Model[], points: number, median: number): Adjusted[] {
  return models
    .filter((one) => one.ranks.length > 0)
    .map((one) => ({ ...one, worth: one.rating - points * Math.log10(one.cost / median) }))
    .sort((a, b) => b.worth - a.worth || a.name.localeCompare(b.name, "en"));
}

function fill(body: HTMLTableSectionElement, order: Adjusted[], place: number): void {
  const rows = order.map((one) => {
    const row = document.createElement("tr");
    const moved = one.worth - one.rating;
    const ends =
      one.low === null || one.high === null
        ? ""
        : `${points(one.low + moved)} to ${points(one.high + moved)}`;
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = one.name;
    const rank = (one.ranks[place] ?? "").replace("-", "–");
    const cells = [rank, points(one.worth), ends, points(one.rating)].map(number);
    const cost = number(plain(one.cost));
    const [first, ...rest] = cells;
    if (first) row.append(first);
    row.append(name, ...rest, cost);
    return row;
  });
  body.replaceChildren(...rows);
}

function number(text: string): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.className = "number";
  cell.textContent = text;
  return cell;
}

const points = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: 0 }).replace("-", "−");
const plain = (value: number): string =>
  value.toLocaleString("en", { maximumSignificantDigits: 3 });

/** A line through the first model: all on it are worth the same. */
function drawLine(drawing: SVGSVGElement, first: Adjusted | undefined, slope: number): void {
  drawing.querySelector(".iso")?.remove();
  const plane = drawing.querySelector<SVGGElement>("[data-plane]");
  const ends = plane?.dataset.plane?.split(" ").map(Number) ?? [];
  const [costLow, costHigh, left, right, low, high, bottom, top] = ends;
  if (!plane || !first || slope === 0 || first.cost <= 0) return;
  if (costLow === undefined || costHigh === undefined || left === undefined) return;
  if (right === undefined || low === undefined || high === undefined) return;
  if (bottom === undefined || top === undefined) return;
  const rating = (log: number): number => first.rating + slope * (log - Math.log10(first.cost));
  const log = (worth: number): number => Math.log10(first.cost) + (worth - first.rating) / slope;
  const from = Math.max(costLow, log(low));
  const to = Math.min(costHigh, log(high));
  const x = (at: number): number => left + ((at - costLow) / (costHigh - costLow)) * (right - left);
  const y = (at: number): number => bottom + ((at - low) / (high - low)) * (top - bottom);
  const path = document.createElementNS(SPACE, "path");
  path.classList.add("iso");
  const shape = { fill: "none", stroke: "currentColor", "stroke-dasharray": "6 4" };
  for (const [name, value] of Object.entries(shape)) path.setAttribute(name, value);
  path.setAttribute("d", `M${x(from)} ${y(rating(from))}L${x(to)} ${y(rating(to))}`);
  plane.append(path);
}
