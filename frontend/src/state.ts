// What the battle page shows, as a value, and how it changes.

import type { Action, BattleView, Step, Turn } from "./api";
import type { Proof } from "./proof";

/** A request under way. */
export type Busy = "load" | "ask" | "vote" | "skip" | "stop" | "retry";

export interface ArenaState {
  battle: BattleView | null;
  busy: Busy | null;
  /** What went wrong, for the person. */
  error: string | null;
  /** What is being done about something that went wrong. */
  concern: string | null;
  /** When the running turn began to be watched, by `performance.now()`. */
  since: number | null;
  /** Whether the names are what had been fixed; null before they are out. */
  proof: Proof | null;
}

export type Change =
  | { type: "requested"; busy: Busy }
  | { type: "received"; battle: BattleView; proof: Proof | null; now: number }
  | { type: "steps"; id: string; steps: Step[]; fresh: boolean }
  | { type: "refused"; message: string }
  | { type: "worried"; concern: string | null }
  | { type: "left" };

export const EMPTY: ArenaState = {
  battle: null,
  busy: null,
  error: null,
  concern: null,
  since: null,
  proof: null,
};

export function change(state: ArenaState, event: Change): ArenaState {
  switch (event.type) {
    case "requested":
      return { ...state, busy: event.busy, error: null, concern: null };
    case "received":
      return received(state, event);
    case "steps":
      return { ...state, concern: null, battle: stepped(state.battle, event) };
    case "refused":
      return { ...state, busy: null, error: event.message, concern: null };
    case "worried":
      return { ...state, concern: event.concern };
    case "left":
      return EMPTY;
  }
}

export const lastTurn = (battle: BattleView): Turn | undefined => battle.turns.at(-1);

export const isStreaming = (battle: BattleView | null): battle is BattleView =>
  battle !== null && lastTurn(battle)?.state === "streaming";

/** Whether the battle is over: its names are out, or would be if they could be trusted. */
export const isOver = ({ battle, proof }: ArenaState): boolean =>
  Boolean(battle?.reveal) || proof?.kind === "forged";

export const allows = (battle: BattleView | null, action: Action): battle is BattleView =>
  battle?.actions.includes(action) ?? false;

type Received = Extract<Change, { type: "received" }>;

function received(state: ArenaState, { battle: next, proof, now }: Received): ArenaState {
  // Names that were forged are nowhere in the page, and nothing goes on with whoever sent them.
  const battle = proof?.kind === "forged" ? { ...next, reveal: null, actions: [] } : next;
  const goesOn = isStreaming(battle) && state.battle?.id === battle.id && state.since !== null;
  const since = isStreaming(battle) ? (goesOn ? state.since : now) : null;
  return { ...EMPTY, battle: withTextSoFar(battle, state.battle), since, proof };
}

/** The arena leaves out the texts of a running turn; those already shown stay. */
function withTextSoFar(battle: BattleView, before: BattleView | null): BattleView {
  const last = lastTurn(battle);
  const shown = before?.id === battle.id ? before.turns.at(battle.turns.length - 1) : undefined;
  if (last?.state !== "streaming" || shown?.state !== "streaming") return battle;
  return { ...battle, turns: [...battle.turns.slice(0, -1), { ...last, answers: shown.answers }] };
}

function stepped(
  battle: BattleView | null,
  { id, steps, fresh }: { id: string; steps: Step[]; fresh: boolean },
): BattleView | null {
  if (battle?.id !== id) return battle;
  const turns = battle.turns.map((turn) => {
    const step = steps.find(({ position }) => position === turn.position);
    if (!step) return turn;
    const { model_a, model_b } = fresh ? { model_a: "", model_b: "" } : turn.answers;
    const answers = {
      model_a: model_a + (step.model_a ?? ""),
      model_b: model_b + (step.model_b ?? ""),
    };
    return { ...turn, answers };
  });
  return { ...battle, turns };
}
