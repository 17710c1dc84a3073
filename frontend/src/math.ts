// Formulas in Markdown: $…$, $$…$$, \(…\) and \[…\] become MathML, which needs no style and no font.

import type { KatexOptions } from "katex";
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

type RenderToString = (tex: string, options: KatexOptions) => string;

const LONGEST = 4000;
const REMEMBERED = 500;
const CODE_INDENT = 4;
const OPTIONS: KatexOptions = {
  output: "mathml",
  trust: false,
  throwOnError: true,
  strict: "ignore",
  maxExpand: 200,
  maxSize: 20,
};

let renderToString: RenderToString | null = null;
let loading: Promise<void> | null = null;
let isTried = false;
const remembered = new Map<string, string>();

/** The promise of the formula renderer while some formula waits for it, else null. */
export const pendingMath = (): Promise<void> | null => loading;

/** Teach `md` formulas. */
export function math(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", inlineMath);
  md.block.ruler.before("fence", "math_block", blockMath, {
    alt: ["paragraph", "blockquote", "list"],
  });
  md.renderer.rules.math = (tokens, index) => {
    const token = tokens[index];
    return token ? formula(md, token.content, token.markup === "display") : "";
  };
  md.renderer.rules.math_block = (tokens, index) =>
    `<div class="math-block" tabindex="0">${formula(md, tokens[index]?.content ?? "", true)}</div>\n`;
}

function formula(md: MarkdownIt, tex: string, display: boolean): string {
  const key = `${display ? "d" : "i"}${tex}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const asText = `<code class="tex">${md.utils.escapeHtml(tex)}</code>`;
  if (tex.length > LONGEST) return asText;
  if (!renderToString) {
    loadOnce();
    return asText;
  }
  const html = mathml(renderToString, tex, display) ?? asText;
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, html);
  return html;
}

function loadOnce(): void {
  if (isTried) return;
  isTried = true;
  loading = import("katex")
    .then((module) => {
      renderToString = module.default.renderToString;
    })
    .catch(() => undefined) // formulas stay as they were written
    .finally(() => {
      loading = null;
    });
}

function mathml(render: RenderToString, tex: string, display: boolean): string | null {
  try {
    // The source that KaTeX repeats in <annotation> would show as text once it is sanitised.
    return render(tex, { ...OPTIONS, displayMode: display }).replace(
      /<annotation[^>]*>[\s\S]*?<\/annotation>/g,
      "",
    );
  } catch {
    return null; // not TeX, or more than it may be: shown as it was written
  }
}

const INLINE = [
  { open: "$$", close: "$$", display: true },
  { open: "\\[", close: "\\]", display: true },
  { open: "\\(", close: "\\)", display: false },
] as const;

function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const found = delimited(src, pos, posMax) ?? dollar(src, pos, posMax);
  if (!found) return false;
  if (!silent) {
    const token = state.push("math", "math", 0);
    token.content = found.tex;
    token.markup = found.display ? "display" : "inline";
  }
  state.pos = found.end;
  return true;
}

interface Found {
  tex: string;
  display: boolean;
  end: number;
}

function delimited(src: string, start: number, max: number): Found | null {
  const kind = INLINE.find(({ open }) => src.startsWith(open, start));
  if (!kind) return null;
  const from = start + kind.open.length;
  const to = src.indexOf(kind.close, from);
  const tex = to < 0 || to >= max ? "" : src.slice(from, to).trim();
  return tex ? { tex, display: kind.display, end: to + kind.close.length } : null;
}

/** A dollar sign is money unless it hugs what it encloses and no digit follows the second one. */
function dollar(src: string, start: number, max: number): Found | null {
  if (src[start] !== "$" || src[start + 1] === "$" || /\s/.test(src[start + 1] ?? " ")) return null;
  for (let at = start + 1; at < max; at += 1) {
    if (src[at] === "\\") at += 1;
    else if (src[at] === "$") {
      const hugs = !/\s/.test(src[at - 1] ?? " ") && !/[\d$]/.test(src[at + 1] ?? "");
      const tex = src.slice(start + 1, at);
      return hugs && tex ? { tex, display: false, end: at + 1 } : null;
    }
  }
  return null;
}

const BLOCK = [
  { open: "$$", close: "$$" },
  { open: "\\[", close: "\\]" },
] as const;

function blockMath(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const first = lineOf(state, startLine);
  const kind = BLOCK.find(({ open }) => first.startsWith(open));
  if (!kind || (state.sCount[startLine] ?? 0) - state.blkIndent >= CODE_INDENT) return false;
  const lines: string[] = [];
  for (let index = startLine; index < endLine; index += 1) {
    const text = index === startLine ? first.slice(kind.open.length) : lineOf(state, index);
    const close = text.indexOf(kind.close);
    lines.push(close < 0 ? text : text.slice(0, close));
    if (close < 0) continue;
    // Words after the formula: leave it to the paragraph it stands in.
    if (text.slice(close + kind.close.length).trim()) return false;
    if (!silent) {
      state.push("math_block", "math", 0).content = lines.join("\n").trim();
      state.line = index + 1;
    }
    return true;
  }
  return false;
}

function lineOf(state: StateBlock, index: number): string {
  const start = (state.bMarks[index] ?? 0) + (state.tShift[index] ?? 0);
  return state.src.slice(start, state.eMarks[index] ?? 0);
}
