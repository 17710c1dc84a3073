// A model's Markdown as page content that can be trusted: no HTML of its own, no image is loaded,
// links say that they lead away, and DOMPurify has the last word.

import DOMPurify, { type Config } from "dompurify";
import createMarkdown, { type MarkdownIt, type Token } from "markdown-it";
import { math, pendingMath } from "./math";

export { pendingMath };

const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)/i;
const AWAY = { target: "_blank", rel: "noopener noreferrer nofollow ugc" };
const HIGHEST_HEADING = 4; // under the page's title, the question and the side
const LOWEST_HEADING = 6;

const TAGS = (
  "p br hr h4 h5 h6 strong em s code pre blockquote ul ol li a " +
  "table thead tbody tr th td span div " +
  "math menclose merror mfrac mi mn mmultiscripts mo mover mpadded mphantom mprescripts mroot " +
  "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
).split(" ");

const ATTRIBUTES = (
  "title class start tabindex dir target rel xmlns display displaystyle scriptlevel " +
  "mathvariant stretchy fence separator lspace rspace accent accentunder columnalign " +
  "columnspacing rowspacing columnlines rowlines frame width height depth voffset " +
  "linethickness minsize maxsize symmetric largeop movablelimits notation"
).split(" ");

const MARKUP: Config = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ["href", ...ATTRIBUTES],
  ALLOWED_URI_REGEXP: SAFE_ADDRESS,
  ADD_URI_SAFE_ATTR: ATTRIBUTES, // only href holds an address
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

const CODE: Config = { ALLOWED_TAGS: ["span"], ALLOWED_ATTR: ["class"], ALLOW_DATA_ATTR: false };

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName === "A")
    for (const [name, value] of Object.entries(AWAY)) node.setAttribute(name, value);
});

const md = reader();

/** What `text` looks like, sanitised. */
export function toFragment(text: string): DocumentFragment {
  return DOMPurify.sanitize(md.render(text), { ...MARKUP, RETURN_DOM_FRAGMENT: true });
}

/** Colours for a piece of code, sanitised; null where the language is not known. */
export async function coloured(code: string, language: string): Promise<DocumentFragment | null> {
  const { default: highlighter } = await import("highlight.js/lib/common");
  if (!highlighter.getLanguage(language)) return null;
  const { value } = highlighter.highlight(code, { language, ignoreIllegals: true });
  return DOMPurify.sanitize(value, { ...CODE, RETURN_DOM_FRAGMENT: true });
}

function reader(): MarkdownIt {
  const markdown = createMarkdown({ html: false, linkify: true, breaks: false });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  markdown.validateLink = (url) => SAFE_ADDRESS.test(url.trim());
  markdown.use(math);
  markdown.core.ruler.push("page", ({ tokens }) => {
    lowerHeadings(tokens);
    for (const token of tokens) if (token.nesting === 1) settle(token);
  });
  writePieces(markdown);
  return markdown;
}

/** Put the headings of an answer below those of the page, however high the model began. */
function lowerHeadings(tokens: Token[]): void {
  const headings = tokens.filter(({ type }) => type.startsWith("heading_"));
  const used = [...new Set(headings.map(({ tag }) => tag))].sort();
  for (const heading of headings) {
    const level = HIGHEST_HEADING + used.indexOf(heading.tag);
    heading.tag = `h${Math.min(level, LOWEST_HEADING)}`;
  }
}

/** Give a block its own direction of writing, and alignment by class: no inline style is allowed. */
function settle(token: Token): void {
  token.attrSet("dir", "auto");
  const align = /text-align:(\w+)/.exec(`${token.attrGet("style")}`)?.[1];
  if (!align) return;
  token.attrs = token.attrs?.filter(([name]) => name !== "style") ?? null;
  token.attrSet("class", `align-${align}`);
}

function writePieces(markdown: MarkdownIt): void {
  const { rules } = markdown.renderer;
  const { escapeHtml } = markdown.utils;
  rules.table_open = () => '<div class="table-scroll" tabindex="0"><table>';
  rules.table_close = () => "</table></div>";
  rules.code_block = (tokens, index) => codeBlock(escapeHtml(tokens[index]?.content ?? ""), "");
  rules.fence = (tokens, index) => {
    const language = tokens[index]?.info.trim().split(/\s+/)[0] ?? "";
    return codeBlock(escapeHtml(tokens[index]?.content ?? ""), escapeHtml(language));
  };
  rules.image = (tokens, index) => {
    const token = tokens[index];
    const address = escapeHtml(`${token?.attrGet("src") ?? ""}`);
    const about = escapeHtml(token?.content || "no description");
    const link = `<a href="${address}">${address}</a>`;
    return `<span class="image-kept-out">Image not loaded: ${about} (${link})</span>`;
  };
}

function codeBlock(code: string, language: string): string {
  const name = language ? ` class="language-${language}"` : "";
  return `<pre dir="ltr" tabindex="0"><code${name}>${code}</code></pre>\n`;
}
