// Voting by keyboard. Single letters can be turned off, and never act while somebody is typing.

import { useLayoutEffect } from "preact/hooks";

export type Shortcuts = Record<string, (() => void) | null>;

/** Call what belongs to a pressed key, given as `KeyboardEvent.key` in lower case. */
export function useShortcuts(shortcuts: Shortcuts): void {
  // With the buttons, not a picture later: who sees one that can be pressed may press its letter.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const action = shortcuts[event.key.toLowerCase()];
      if (!action || event.repeat || event.isComposing || isModified(event)) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}

const isModified = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select"));
