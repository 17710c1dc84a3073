import { type Reveal, SIDES, type Side } from "../api";
import { LETTER, Shield } from "./Shield";

export interface SideTabsProps {
  side: Side;
  names: Record<Side, Reveal> | null;
  onSide(side: Side): void;
}

/** On a phone: which answer is in view, and the way to the other. */
export function SideTabs({ side, names, onSide }: SideTabsProps) {
  return (
    <fieldset class="side-tabs" aria-label="Answer in view">
      {SIDES.map((each) => (
        <button
          key={each}
          type="button"
          class={each}
          aria-pressed={side === each}
          onClick={() => onSide(each)}
        >
          <Shield side={each} />
          <span>{names ? <bdi>{names[each].name}</bdi> : `Model ${LETTER[each]}`}</span>
        </button>
      ))}
    </fieldset>
  );
}
