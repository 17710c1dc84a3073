import { useState } from "preact/hooks";
import type { Reveal, Side, TurnState } from "../api";
import { Answer } from "./Answer";
import { LETTER, Shield } from "./Shield";

const COPIED_MILLISECONDS = 1500;

export interface PaneProps {
  side: Side;
  position: number;
  text: string;
  state: TurnState;
  reveal: Reveal | undefined;
  isChosen: boolean;
}

/** One side's answer to one turn. */
export function Pane({ side, position, text, state, reveal, isChosen }: PaneProps) {
  const heading = `pane-${position}-${side}`;
  const isDone = state !== "streaming";
  return (
    <article class={`pane ${side}`} aria-labelledby={heading} data-testid={`pane-${side}`}>
      <header class="pane-header">
        <Shield side={side} />
        <h3 id={heading}>
          Model {LETTER[side]}
          {reveal && (
            <span class="pane-name">
              <span class="visually-hidden">: </span>
              <bdi>{reveal.name}</bdi>
            </span>
          )}
        </h3>
        {isChosen && <span class="tag">your choice</span>}
        {isDone && text && <CopyAnswer text={text} side={side} />}
      </header>
      {text ? (
        <Answer text={text} isDone={isDone} />
      ) : (
        <div class="answer pending">
          {isDone ? <p class="missing">No answer.</p> : <Skeleton />}
        </div>
      )}
    </article>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}

function CopyAnswer({ text, side }: { text: string; side: Side }) {
  const [words, setWords] = useState("Copy");
  const copyAnswer = async (): Promise<void> => {
    const { copy } = await import("../painter");
    setWords((await copy(text)) ? "Copied" : "Not allowed");
    setTimeout(() => setWords("Copy"), COPIED_MILLISECONDS);
  };
  return (
    <button
      type="button"
      class="copy"
      aria-label={`Copy the answer of model ${LETTER[side]}`}
      onClick={() => void copyAnswer()}
    >
      {words}
    </button>
  );
}
