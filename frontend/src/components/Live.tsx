import type { BattleView } from "../api";
import { lastTurn } from "../state";
import type { Arena } from "../useBattle";

/** What a screen reader says: where the battle stands, never the answers piece by piece. */
export function Live({ arena }: { arena: Arena }) {
  const { battle, error, concern, busy } = arena;
  const isForged = arena.proof?.kind === "forged";
  const words = isForged
    ? ""
    : (error ?? concern ?? (busy === "load" || !battle ? "" : standing(battle)));
  return (
    <div class="visually-hidden" aria-live="polite" aria-atomic="true" data-testid="live">
      {words}
    </div>
  );
}

function standing(battle: BattleView): string {
  const turn = lastTurn(battle);
  switch (turn?.state) {
    case "streaming":
      return "Both models are answering.";
    case "failed":
      return turn.notice ?? "A model could not answer.";
    case "stopped":
      return "The answers were stopped.";
    case "answered":
      return turn.phase === "blind" && !battle.reveal
        ? "Both answers are ready. Vote for the better one."
        : result(battle);
    case undefined:
      return "";
  }
}

function result({ vote, reveal, turns }: BattleView): string {
  if (!reveal) return "";
  if (turns.at(-1)?.phase === "revealed") return "Both answers are ready.";
  const names = `Model A was ${reveal.model_a.name}, model B was ${reveal.model_b.name}.`;
  return `${vote ? "Your vote is stored." : "Skipped."} ${names}`;
}
