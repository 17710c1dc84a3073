import type { Side } from "../api";

export const LETTER: Record<Side, string> = { model_a: "A", model_b: "B" };

/** The arms of a side: its letter on its tincture. */
export function Shield({ side }: { side: Side }) {
  return (
    <svg class={`shield shield-${side}`} viewBox="0 0 24 26" aria-hidden="true" focusable="false">
      <path d="M2 1.5h20v11c0 5.6-4.1 9.4-10 12-5.9-2.6-10-6.4-10-12z" />
      <text x="12" y="16.4" text-anchor="middle">
        {LETTER[side]}
      </text>
    </svg>
  );
}
