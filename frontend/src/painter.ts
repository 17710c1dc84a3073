// Puts one answer on the page while it grows: only blocks that changed are touched, and a long
// answer is drawn less often, so that the page stays quick.

import { coloured, pendingMath, toFragment } from "./markdown";

const SHARE_OF_TIME = 4; // draw for at most a fifth of the time
const FRAME_MILLISECONDS = 16;
const LONGEST_COLOURED = 50_000;
const SHORT = 0.5; // of the window
const COPIED_MILLISECONDS = 1500;

export class Painter {
  private text = "";
  private isDone = false;
  private cost = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private math: Promise<void> | null = null;

  constructor(private readonly target: HTMLElement) {}

  /** Show `text`, soon; `isDone` when no more will come. */
  paint(text: string, isDone: boolean): void {
    this.text = text;
    this.isDone = isDone;
    const wait = isDone ? 0 : this.cost * SHARE_OF_TIME;
    if (wait < FRAME_MILLISECONDS) this.draw();
    else this.timer ??= setTimeout(() => this.draw(), wait);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private draw(): void {
    this.stop();
    const began = performance.now();
    replaceChanged(this.target, toFragment(this.text));
    this.cost = performance.now() - began;
    this.drawAgainWithMath();
    if (!this.isDone) return;
    for (const block of this.target.querySelectorAll("pre")) finish(block);
    this.target.classList.toggle("short", this.target.offsetHeight < innerHeight * SHORT);
  }

  private drawAgainWithMath(): void {
    const pending = pendingMath();
    if (!pending || pending === this.math) return;
    this.math = pending;
    void pending.then(() => this.draw());
  }
}

/** Make `target` hold what `fresh` holds, leaving alone the leading blocks that are the same. */
function replaceChanged(target: HTMLElement, fresh: DocumentFragment): void {
  const now = [...target.childNodes];
  const next = [...fresh.childNodes];
  const same = next.findIndex((node, index) => !now[index]?.isEqualNode(node));
  if (same < 0 && now.length === next.length) return;
  const keep = same < 0 ? next.length : same;
  for (const node of now.slice(keep)) node.remove();
  target.append(...next.slice(keep));
}

/** A finished piece of code gets its colours and a button that copies it. */
function finish(block: HTMLPreElement): void {
  const code = block.querySelector("code");
  if (!code || block.parentElement?.className === "code") return;
  const language = /language-(\S+)/.exec(code.className)?.[1] ?? "";
  const frame = document.createElement("div");
  frame.className = "code";
  const bar = document.createElement("div");
  bar.className = "code-bar";
  const name = document.createElement("span");
  name.textContent = language || "text";
  bar.append(name, copyButton(code));
  block.replaceWith(frame);
  frame.append(bar, block);
  void colour(code, language);
}

async function colour(code: HTMLElement, language: string): Promise<void> {
  const text = code.textContent;
  if (!language || text.length > LONGEST_COLOURED) return;
  const fragment = await coloured(text, language);
  if (fragment) code.replaceChildren(fragment);
}

function copyButton(code: HTMLElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.ariaLabel = "Copy code";
  button.addEventListener("click", () => {
    void copy(code.textContent).then((isCopied) => {
      button.textContent = isCopied ? "Copied" : "Select and copy by hand";
      setTimeout(() => {
        button.textContent = "Copy";
      }, COPIED_MILLISECONDS);
    });
  });
  return button;
}

/** Whether it worked: browsers forbid it on plain http from another machine. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
