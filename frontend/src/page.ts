// On every page: light, dark, or as the system says.
// Loaded as a plain script before the first paint, so it must import nothing.

import "./style.css";
import "./boards.css";

{
  const THEMES = ["auto", "light", "dark"] as const;
  type Theme = (typeof THEMES)[number];
  const KEY = "tiltyard-theme";
  const SYMBOLS: Record<Theme, string> = { auto: "◐", light: "☀", dark: "☾" };

  const chosen = (): Theme => {
    try {
      return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? "auto";
    } catch {
      return "auto"; // storage is forbidden
    }
  };

  const keep = (theme: Theme): void => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // The choice holds until the page is left.
    }
  };

  const apply = (theme: Theme): void => {
    const root = document.documentElement;
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };

  const label = (button: HTMLButtonElement, theme: Theme): void => {
    const symbol = document.createElement("span");
    symbol.textContent = SYMBOLS[theme];
    symbol.ariaHidden = "true";
    button.replaceChildren(symbol);
    button.ariaLabel = `Colours: ${theme}. Change`;
    button.title = `Colours: ${theme}`;
  };

  let theme = chosen();
  apply(theme);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector<HTMLButtonElement>(".theme-toggle");
    if (!button) return;
    label(button, theme);
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
      keep(theme);
      apply(theme);
      label(button, theme);
    });
  });
}
