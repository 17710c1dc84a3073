// The life of one battle in the page: what the person does, what the arena says.

import { useCallback, useEffect, useReducer, useRef } from "preact/hooks";
import * as api from "./api";
import { watch } from "./events";
import { wantsAgain } from "./preference";
import { keep, prove } from "./proof";
import { type ArenaState, type Busy, change, EMPTY, isStreaming } from "./state";

const HOME = "/";
const REWATCH_MILLISECONDS = 1000;
const VOTE_WAITS_MILLISECONDS = [500, 1000, 2000, 4000, 8000];

export interface Arena extends ArenaState {
  /** Ask both models. Resolves to whether they were asked. */
  ask(prompt: string): Promise<boolean>;
  stop(): void;
  retry(): Promise<void>;
  skip(): void;
  vote(winner: api.Winner): void;
  /** Leave this battle for an empty page, or for answers to judge again, if that is wanted. */
  startOver(): void;
}

/** `isPublishable`: whether the first screen tells that a conversation may be published. */
export function useBattle(initialId: string, isPublishable: boolean): Arena {
  const [state, dispatch] = useReducer(change, {
    ...EMPTY,
    busy: initialId ? "load" : null,
  });
  const { battle } = state;
  const locked = useRef(false);
  const keys = useRef(new Map<string, string>());

  const receive = useCallback(async (next: api.BattleView, client?: string): Promise<void> => {
    keep(next, client);
    const proof = next.reveal ? await prove(next) : null;
    dispatch({ type: "received", battle: next, proof, now: performance.now() });
  }, []);

  /** One request at a time: a second click while one is under way does nothing. */
  const request = useCallback(
    async (
      busy: Busy,
      work: () => Promise<api.BattleView>,
      added?: (next: api.BattleView) => string | undefined,
    ): Promise<api.BattleView | null> => {
      if (locked.current) return null;
      locked.current = true;
      dispatch({ type: "requested", busy });
      try {
        const next = await work();
        await receive(next, added?.(next));
        return next;
      } catch (error) {
        dispatch({ type: "refused", message: wordsFor(error) });
        return null;
      } finally {
        locked.current = false;
      }
    },
    [receive],
  );

  /** The same key for the same wish until it is granted, so that nothing is done twice. */
  const keyFor = useCallback((wish: string): string => {
    const key = keys.current.get(wish) ?? api.newKey();
    keys.current.set(wish, key);
    return key;
  }, []);

  const open = useCallback(
    (id: string) => {
      if (id) void request("load", () => api.load(id));
      else dispatch({ type: "left" });
    },
    [request],
  );

  useEffect(() => {
    if (initialId) open(initialId);
    const follow = (): void => open(idInAddress());
    const refresh = (event: PageTransitionEvent): void => {
      if (event.persisted) follow();
    };
    addEventListener("popstate", follow);
    addEventListener("pageshow", refresh);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener("pageshow", refresh);
    };
  }, [initialId, open]);

  const running = isStreaming(battle) ? battle.id : null;
  useEffect(() => {
    if (running) return keepWatching(running, dispatch, (next) => void receive(next));
  }, [running, receive]);

  return {
    ...state,
    async ask(prompt) {
      const wish = `${battle?.id ?? ""} ${prompt}`;
      const key = keyFor(wish);
      // With the same key comes the same addition: the request may be one that is sent again.
      const client = keyFor(`${wish} client`);
      const next = await (battle
        ? request("ask", () => api.followUp(battle.id, prompt, key))
        : request(
            "ask",
            () => api.start(prompt, key, isPublishable, client),
            () => client,
          ));
      if (!next) return false;
      keys.current.delete(wish);
      keys.current.delete(`${wish} client`);
      if (!battle) history.pushState(null, "", pageOf(next.id));
      return true;
    },
    stop() {
      if (battle) void request("stop", () => api.act(battle.id, "stop"));
    },
    skip() {
      if (battle) void request("skip", () => api.act(battle.id, "skip"));
    },
    async retry() {
      if (!battle) return;
      // The same addition until it is granted, as in `ask`.
      const wish = `${battle.id} retry client`;
      const client = keyFor(wish);
      const next = await request(
        "retry",
        () => api.retry(battle.id, client),
        // Nothing is drawn for the same battle, or where another page had asked again before.
        ({ id, commitment }) =>
          id !== battle.id && commitment?.client === client ? client : undefined,
      );
      if (next) keys.current.delete(wish);
      // Other models may have been drawn: that is another battle.
      if (next && next.id !== battle.id) history.replaceState(null, "", pageOf(next.id));
    },
    vote(winner) {
      if (!battle) return;
      const key = keyFor(`${battle.id} vote ${winner}`);
      const worry = (concern: string): void => dispatch({ type: "worried", concern });
      void request("vote", () => voteUntilHeard(battle.id, winner, key, worry));
    },
    startOver() {
      if (idInAddress()) history.pushState(null, "", HOME);
      dispatch({ type: "left" });
      scrollTo(0, 0);
      if (wantsAgain()) void showAgain(receive);
    },
  };
}

/** Show answers that were judged before, unless the person is elsewhere by then. */
async function showAgain(
  receive: (next: api.BattleView, client: string) => Promise<void>,
): Promise<void> {
  const client = api.newKey();
  const next = await api.showAgain(api.newKey(), client).catch(() => null); // nobody asked for it
  if (!next || location.pathname !== HOME || hasBegun()) return;
  history.pushState(null, "", pageOf(next.id));
  await receive(next, client);
}

/** Whether something is written already: it must not be taken away. */
const hasBegun = (): boolean =>
  [...document.querySelectorAll("textarea")].some((box) => box.value !== "");

const pageOf = (id: string): string => `/battles/${encodeURIComponent(id)}`;

function idInAddress(): string {
  const found = /^\/battles\/([^/]+)/.exec(location.pathname)?.[1];
  return found ? decodeURIComponent(found) : "";
}

function wordsFor(error: unknown): string {
  if (error instanceof api.Refused || error instanceof api.Unreachable) return error.message;
  throw error; // a defect of ours: let the console have it
}

/** Vote; when the arena is not heard, vote again with the same key, which it counts once. */
async function voteUntilHeard(
  id: string,
  winner: api.Winner,
  key: string,
  worry: (concern: string) => void,
): Promise<api.BattleView> {
  for (const wait of VOTE_WAITS_MILLISECONDS) {
    try {
      return await api.vote(id, winner, key);
    } catch (error) {
      if (error instanceof api.Refused && error.status === 409) return settled(id, error);
      if (error instanceof api.Refused && !error.passes) throw error;
      worry("The arena did not answer. Your vote is kept here and sent again; it counts once.");
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return api.vote(id, winner, key);
}

/** A vote came too late, from another tab perhaps: show how the battle ended, if it did. */
async function settled(id: string, conflict: api.Refused): Promise<api.BattleView> {
  const battle = await api.load(id);
  if (battle.reveal) return battle;
  throw conflict;
}

type Dispatch = (event: Parameters<typeof change>[1]) => void;

/** Watch a running turn, from the start again if the connection is lost for good. */
function keepWatching(
  id: string,
  dispatch: Dispatch,
  receive: (battle: api.BattleView) => void,
): () => void {
  let isOver = false;
  let close = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = (): void => {
    close = watch(id, {
      onSteps: (steps, fresh) => dispatch({ type: "steps", id, steps, fresh }),
      onEnd: receive,
      onLost: (final) => {
        dispatch({ type: "worried", concern: "The connection was lost. Trying again…" });
        if (final) timer = setTimeout(() => void again(), REWATCH_MILLISECONDS);
      },
    });
  };
  const again = async (): Promise<void> => {
    try {
      const battle = await api.load(id);
      if (isOver) return;
      receive(battle);
      if (isStreaming(battle)) begin();
    } catch (error) {
      if (isOver) return;
      // A proxy in front of an arena that starts anew answers with an error of its own.
      const passes = error instanceof api.Refused && error.passes;
      if (passes || error instanceof api.Unreachable)
        timer = setTimeout(() => void again(), REWATCH_MILLISECONDS);
      else dispatch({ type: "refused", message: wordsFor(error) });
    }
  };

  begin();
  return () => {
    isOver = true;
    clearTimeout(timer);
    close();
  };
}
