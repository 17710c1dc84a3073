import { useEffect, useRef } from "preact/hooks";
import { type BattleView, SIDES, type Side, type Turn } from "../api";
import { Pane } from "./Pane";

export interface TurnProps {
  battle: BattleView;
  turn: Turn;
  /** On a phone, where one side is seen at a time: which. */
  side: Side;
  onSide(side: Side): void;
  isNarrow: boolean;
}

/** A question and its two answers; on a phone the answers lie side by side and are swiped. */
export function TurnView({ battle, turn, side, onSide, isNarrow }: TurnProps) {
  const answers = useRef<HTMLDivElement>(null);
  const prompt = `prompt-${turn.position}`;

  useEffect(() => {
    const element = answers.current;
    if (element && isNarrow && sideShown(element) !== side) {
      element.scrollTo({ left: side === "model_a" ? 0 : element.scrollWidth });
    }
  }, [side, isNarrow]);

  return (
    <article class={`turn ${turn.phase}`} aria-labelledby={prompt} data-state={turn.state}>
      <h2 class="visually-hidden" id={prompt}>
        {turn.position === 0 ? "Your question" : `Your message ${turn.position + 1}`}
      </h2>
      <div class="prompt" dir="auto">
        {turn.prompt}
      </div>
      {turn.notice && turn.state === "failed" ? (
        <p class="turn-notice">{turn.notice}</p>
      ) : (
        <div
          class="answers"
          ref={answers}
          {...(isNarrow ? { tabIndex: 0, role: "group", "aria-label": "Both answers" } : {})}
          onScroll={(event) => isNarrow && onSide(sideShown(event.currentTarget))}
        >
          {SIDES.map((each) => (
            <Pane
              key={each}
              side={each}
              position={turn.position}
              text={turn.answers[each]}
              state={turn.state}
              reveal={battle.reveal?.[each]}
              isChosen={turn.position === 0 && battle.vote?.winner === each}
            />
          ))}
        </div>
      )}
    </article>
  );
}

const sideShown = (element: HTMLElement): Side =>
  element.scrollLeft > (element.scrollWidth - element.clientWidth) / 2 ? "model_b" : "model_a";
