// What is drawn of one thing is a mark. One points at it, or comes to it by the arrow keys.

const MARGIN = 8;

/** Let people go through the marks of a picture, and say what each is. */
export function addMarks(picture: HTMLElement): void {
  const drawing = picture.querySelector<SVGSVGElement>("svg");
  const marks = [...picture.querySelectorAll<SVGGElement>(".mark")];
  if (!drawing || marks.length === 0) return;
  // The browser's own hints would stand over ours.
  const words = new Map(marks.map((mark) => [mark, take(mark)]));
  const title = take(drawing);
  drawing.ariaLabel = title;

  const tip = document.createElement("p");
  tip.className = "chart-tip";
  tip.hidden = true;
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.ariaLive = "polite";
  picture.append(tip, live);
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  box.classList.add("mark-box");
  box.setAttribute("rx", "3");

  // Screen readers keep the arrow keys to themselves unless told that they are ours.
  picture.tabIndex = 0;
  picture.role = "application";
  picture.ariaLabel = `${title}. ${marks.length} marks: use the arrow keys.`;

  let at = -1;
  const hide = (): void => {
    at = -1;
    tip.hidden = true;
    box.remove();
  };
  const show = (place: number, says: boolean): void => {
    const mark = marks[place];
    if (!mark) return;
    at = place;
    const said = words.get(mark) ?? "";
    tip.textContent = said;
    tip.hidden = false;
    frame(box, mark);
    drawing.append(box);
    put(tip, mark, picture);
    if (says) live.textContent = said;
  };

  picture.addEventListener("keydown", (event) => {
    const to = step(event.key, at, marks.length);
    if (event.key === "Escape" && at >= 0) {
      hide();
      event.preventDefault();
    }
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(to, true);
    marks[to]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  picture.addEventListener("blur", hide);
  const pointed = (event: Event): void => {
    const mark =
      event.target instanceof Element ? event.target.closest<SVGGElement>(".mark") : null;
    const place = mark ? marks.indexOf(mark) : -1;
    if (place < 0) hide();
    else if (place !== at) show(place, false);
  };
  picture.addEventListener("pointermove", pointed);
  picture.addEventListener("pointerdown", pointed);
  picture.addEventListener("pointerleave", hide);
}

/** The mark that a key leads to from the one at a place; -1 is none yet. */
function step(key: string, at: number, many: number): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(at + 1, many - 1);
    case "ArrowLeft":
    case "ArrowUp":
      return at < 0 ? many - 1 : Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return many - 1;
    default:
      return undefined;
  }
}

/** Take the title off an element, and give its words. */
function take(element: SVGElement): string {
  const title = [...element.children].find((child) => child.localName === "title");
  const said = title?.textContent ?? "";
  title?.remove();
  element.dataset.said = said;
  return said;
}

function frame(box: SVGRectElement, mark: SVGGElement): void {
  const { x, y, width, height } = mark.getBBox();
  for (const [name, value] of Object.entries({
    x: x - 1,
    y: y - 1,
    width: width + 2,
    height: height + 2,
  })) {
    box.setAttribute(name, String(value));
  }
}

/** Put the tip under what it is about, or above it, inside the picture. */
function put(tip: HTMLElement, mark: SVGGElement, picture: HTMLElement): void {
  const around = picture.getBoundingClientRect();
  const about = mark.getBoundingClientRect();
  const middle = (about.left + about.right) / 2 - around.left;
  const left = Math.min(Math.max(middle - tip.offsetWidth / 2, 0), around.width - tip.offsetWidth);
  const below = about.bottom - around.top + MARGIN;
  const above = about.top - around.top - tip.offsetHeight - MARGIN;
  const fits = about.bottom + MARGIN + tip.offsetHeight < window.innerHeight;
  // Set by script, which the security policy allows; written into the page it would not be.
  tip.style.left = `${Math.max(left, 0) + picture.scrollLeft}px`;
  tip.style.top = `${fits || above < 0 ? below : above}px`;
}
