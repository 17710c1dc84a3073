// Pages about models: battles to read are drawn as Markdown when they are opened. Without this file
// they are plain text.

import "./models.css";

for (const reading of document.querySelectorAll<HTMLDetailsElement>("details.reading")) {
  if (reading.open) void draw(reading);
  else reading.addEventListener("toggle", () => void draw(reading), { once: true });
}

/** Put formatted answers in the place of the plain ones. */
async function draw(reading: HTMLElement): Promise<void> {
  const { Painter } = await import("./painter");
  for (const answer of reading.querySelectorAll<HTMLElement>("[data-answer]")) {
    const text = answer.textContent;
    answer.replaceChildren();
    answer.classList.remove("plain");
    answer.removeAttribute("data-answer");
    new Painter(answer).paint(text, true);
  }
}
