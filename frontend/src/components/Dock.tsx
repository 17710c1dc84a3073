import type { BattleView, Winner } from "../api";
import { allows, isOver, isStreaming, lastTurn } from "../state";
import type { Arena } from "../useBattle";
import { Waiting } from "./Waiting";

interface Choice {
  winner: Winner;
  words: string;
  key: string;
}

/** In the order of the screen: A under A, B under B. */
export const CHOICES: readonly Choice[] = [
  { winner: "model_a", words: "A is better", key: "a" },
  { winner: "tie", words: "Tie", key: "t" },
  { winner: "both_bad", words: "Both bad", key: "x" },
  { winner: "model_b", words: "B is better", key: "b" },
];

export interface DockProps {
  arena: Arena;
  battle: BattleView;
  hasKeys: boolean;
  onKeys(hasKeys: boolean): void;
}

/** Always in reach: where the battle stands, and what can be done. */
export function Dock({ arena, battle, hasKeys, onKeys }: DockProps) {
  const isBusy = arena.busy !== null;
  return (
    <div class="dock">
      <div class="dock-inner">
        <div class="dock-status">
          <StatusLine arena={arena} battle={battle} />
          <div class="dock-side">
            {allows(battle, "stop") && (
              <DockButton id="stop" words="Stop" hint="Esc" isOff={isBusy} onClick={arena.stop} />
            )}
            {allows(battle, "retry") && (
              <DockButton
                id="retry"
                words="Ask again"
                isOff={isBusy}
                onClick={() => void arena.retry()}
                isMain
              />
            )}
            {allows(battle, "vote") && <KeysChoice hasKeys={hasKeys} onKeys={onKeys} />}
            {allows(battle, "skip") && (
              <DockButton
                id="skip"
                words="Skip"
                hint={hasKeys ? "S" : undefined}
                isOff={isBusy}
                onClick={arena.skip}
              />
            )}
            {isOver(arena) && (
              <DockButton
                id="new-battle"
                words="New battle"
                hint={hasKeys ? "N" : undefined}
                isOff={isBusy}
                onClick={arena.startOver}
                isMain
              />
            )}
          </div>
        </div>
        {allows(battle, "vote") && (
          <VoteBar onVote={arena.vote} isBusy={isBusy} hasKeys={hasKeys} />
        )}
      </div>
    </div>
  );
}

function StatusLine({ arena, battle }: { arena: Arena; battle: BattleView }) {
  const turn = lastTurn(battle);
  const hasText = Boolean(turn?.answers.model_a || turn?.answers.model_b);
  const counts = { true: "yes", false: "no", null: "open" }[`${battle.status.counts}`];
  return (
    <div class="dock-words">
      {isStreaming(battle) && arena.since !== null && (
        <Waiting since={arena.since} hasText={hasText} />
      )}
      <p class={`status-line ${counts}`} data-testid="status-line">
        {battle.status.text}
      </p>
      {arena.concern && <p class="concern">{arena.concern}</p>}
      {arena.error && <p class="error">{arena.error}</p>}
    </div>
  );
}

interface DockButtonProps {
  id: string;
  words: string;
  hint?: string | undefined;
  isOff: boolean;
  isMain?: boolean;
  onClick(): void;
}

function DockButton({ id, words, hint, isOff, isMain = false, onClick }: DockButtonProps) {
  return (
    <button
      type="button"
      class={isMain ? "button primary" : "button"}
      data-testid={id}
      disabled={isOff}
      onClick={onClick}
    >
      {words}
      {hint && <kbd>{hint}</kbd>}
    </button>
  );
}

interface VoteBarProps {
  isBusy: boolean;
  hasKeys: boolean;
  onVote(winner: Winner): void;
}

function VoteBar({ isBusy, hasKeys, onVote }: VoteBarProps) {
  return (
    <fieldset class="vote-bar" aria-label="Your vote" aria-busy={isBusy}>
      {CHOICES.map(({ winner, words, key }) => (
        <button
          key={winner}
          type="button"
          class={`vote-button ${winner}`}
          data-testid={`vote-${winner}`}
          disabled={isBusy}
          onClick={() => onVote(winner)}
        >
          <span>{words}</span>
          {hasKeys && <kbd>{key.toUpperCase()}</kbd>}
        </button>
      ))}
    </fieldset>
  );
}

interface KeysChoiceProps {
  hasKeys: boolean;
  onKeys(hasKeys: boolean): void;
}

/** Single letters disturb some ways of using a computer, so they can be turned off. */
function KeysChoice({ hasKeys, onKeys }: KeysChoiceProps) {
  return (
    <label class="keys-choice">
      <input
        type="checkbox"
        checked={hasKeys}
        onChange={(event) => onKeys(event.currentTarget.checked)}
      />{" "}
      Vote with letter keys
    </label>
  );
}
