// Watching a turn being answered: steps are gathered and handed on once per frame.

import { type BattleView, eventsAddress, SIDES, type Step } from "./api";

export interface Watcher {
  /** `fresh`: the turn is told from its start again, so what is shown of it is to be replaced. */
  onSteps(steps: Step[], fresh: boolean): void;
  onEnd(battle: BattleView): void;
  /** The connection broke. `final`: the browser will not try again by itself. */
  onLost(final: boolean): void;
}

const HIDDEN_PAGE_MILLISECONDS = 250;

/** Watch until the end; the returned function stops watching. */
export function watch(id: string, watcher: Watcher): () => void {
  const source = new EventSource(eventsAddress(id));
  const waiting = new Map<number, Step>();
  let fresh = true;
  let planned = false;

  const flush = (): void => {
    planned = false;
    if (waiting.size === 0 || source.readyState === EventSource.CLOSED) return;
    watcher.onSteps([...waiting.values()], fresh);
    fresh = false;
    waiting.clear();
  };

  source.addEventListener("step", (event: MessageEvent<string>) => {
    gather(waiting, JSON.parse(event.data) as Step);
    if (planned) return;
    planned = true;
    // A hidden page has no frames.
    if (document.hidden) setTimeout(flush, HIDDEN_PAGE_MILLISECONDS);
    else requestAnimationFrame(flush);
  });
  source.addEventListener("end", (event: MessageEvent<string>) => {
    source.close();
    watcher.onEnd(JSON.parse(event.data) as BattleView);
  });
  source.addEventListener("error", () => {
    watcher.onLost(source.readyState === EventSource.CLOSED);
  });
  return () => source.close();
}

function gather(waiting: Map<number, Step>, step: Step): void {
  const held = waiting.get(step.position) ?? { position: step.position };
  for (const side of SIDES) {
    const text = step[side];
    if (text !== undefined) held[side] = (held[side] ?? "") + text;
  }
  waiting.set(step.position, held);
}
