import { useState } from "preact/hooks";
import { wantAgain, wantsAgain } from "../preference";
import { Composer, type ComposerProps } from "./Composer";

const IDEAS = [
  "Explain how a sundial tells the time, to a curious ten-year-old",
  "Write a Python function that merges overlapping intervals, with three tests",
  "Prove that √2 is irrational, as briefly as you can",
  "Say this more kindly: “Your report is late again.”",
  "Plan a rainy Sunday in a small town for two people with 30 euros",
  "What are the best arguments for zoos, and against them?",
];

export interface FirstScreenProps {
  models: number;
  composer: ComposerProps;
  isPublishable: boolean;
  showsAgain: boolean;
  error: string | null;
}

/** The empty page, which explains itself in a sentence. */
export function FirstScreen(props: FirstScreenProps) {
  const { models, composer, isPublishable, showsAgain, error } = props;
  const isOpen = models >= 2;
  return (
    <div class="first-screen">
      <h1>Two models answer. You are the judge.</h1>
      <p class="lead">
        Ask anything: two anonymous models answer side by side, you say which is better, and only
        then do you learn their names.
      </p>
      {!isOpen && (
        <p class="turn-notice" role="note">
          A battle needs two models, and this arena has {models === 1 ? "one" : "none"}. Its
          operator can add one in <code>tiltyard.toml</code>.
        </p>
      )}
      <Composer
        {...composer}
        isOff={!isOpen}
        takesFocus={isOpen}
        note={
          isPublishable
            ? "Your conversation and your vote may be published: leave out what is private."
            : null
        }
      />
      {error && <p class="error banner">{error}</p>}
      {showsAgain && <AgainChoice />}
      {isOpen && (
        <ul class="ideas" aria-label="Questions to try">
          {IDEAS.map((idea) => (
            <li key={idea}>
              <button type="button" onClick={() => composer.onWrite(idea)}>
                {idea}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="small-print">
        Your question goes to both models and is stored with their answers and your vote.{" "}
        <a href="/method">How it works</a>
      </p>
    </div>
  );
}

/** To judge twice is work for nothing but knowledge: only who is willing is asked to. */
function AgainChoice() {
  const [isWilling, setWilling] = useState(wantsAgain);
  return (
    <label class="again-choice">
      <input
        type="checkbox"
        data-testid="again"
        checked={isWilling}
        onChange={(event) => {
          setWilling(event.currentTarget.checked);
          wantAgain(event.currentTarget.checked);
        }}
      />{" "}
      Now and then, after a vote, show me two answers that I judged before. Judge them as if they
      were new: it shows how alike people judge, and moves no board.
    </label>
  );
}
