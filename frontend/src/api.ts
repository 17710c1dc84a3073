// The arena's JSON API, as far as a battle needs it.

export type Side = "model_a" | "model_b";
export type Winner = Side | "tie" | "both_bad";
export type Action = "stop" | "vote" | "skip" | "retry" | "follow_up";
export type TurnState = "streaming" | "answered" | "failed" | "stopped";
export type BattleState = TurnState | "voted" | "skipped";

export const SIDES: readonly Side[] = ["model_a", "model_b"];

export interface Turn {
  position: number;
  phase: "blind" | "revealed";
  prompt: string;
  state: TurnState;
  notice: string | null;
  answers: Record<Side, string>;
}

export interface AnswerFacts {
  position: number;
  completion_tokens: number | null;
  prompt_tokens: number | null;
  first_token_seconds: number | null;
  total_seconds: number | null;
  tokens_per_second: number | null;
  cost_usd: number | null;
  finish_reason: string;
  reasoning: string;
}

export interface Reveal {
  name: string;
  organisation: string | null;
  licence: string | null;
  link: string | null;
  price_in_usd: number | null;
  price_out_usd: number | null;
  parameters: number | null;
  context_length: number | null;
  /** What the public log calls this version of the model. */
  number: number;
  version: number;
  answers: AnswerFacts[];
}

export interface Vote {
  receipt: string;
  winner: Winner;
  voted_at: string;
}

/** What binds the arena to a draw, sent before the first answer. */
export interface Commitment {
  digest: string;
  stream: string;
  counter: number;
  client: string;
  leaf: number;
}

/** What a commitment was made to. */
export interface Opening {
  nonce: string;
  stream: string;
  counter: number;
  client: string;
  model_a: number;
  model_b: number;
  probability: number;
  /** Where two answers were shown again: the place of the vote on them. */
  again?: number;
  /** In a check of attention: the side that was given another question. */
  gold?: Side;
}

export interface BattleView {
  id: string;
  state: BattleState;
  pace: "strict" | "fast";
  actions: Action[];
  status: { counts: boolean | null; text: string };
  turns: Turn[];
  commitment?: Commitment | null;
  vote?: Vote | null;
  reveal?: Record<Side, Reveal> | null;
  opening?: Opening | null;
  /** Where the public log has the end of the battle. */
  entry?: { leaf: number; hash: string } | null;
}

export interface Step {
  position: number;
  model_a?: string;
  model_b?: string;
}

/** The arena was reached and said no; `message` is for the person. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  /** Whether the same request may well succeed a little later. */
  get passes(): boolean {
    return this.status >= 500;
  }
}

/** The arena was not reached, or not heard. */
export class Unreachable extends Error {}

const ROOT = "/api/v1/battles";

export const eventsAddress = (id: string): string => `${address(id)}/events`;

export const load = (id: string): Promise<BattleView> => request("GET", address(id));

/**
 * `mayPublish`: whether the person saw, before asking, that this may be published. `client`: what
 * the page adds to the draw.
 */
export const start = (
  prompt: string,
  key: string,
  mayPublish: boolean,
  client: string,
): Promise<BattleView> => request("POST", ROOT, { prompt, may_publish: mayPublish, client }, key);

/** Two answers that the person judged before, if it is time to show some; else null. */
export async function showAgain(key: string, client: string): Promise<BattleView | null> {
  const response = await ask("POST", "/api/v1/repeats", { client }, key);
  return response.status === 204 ? null : heard(response);
}

export const followUp = (id: string, prompt: string, key: string): Promise<BattleView> =>
  request("POST", `${address(id)}/turns`, { prompt }, key);

export const vote = (id: string, winner: Winner, key: string): Promise<BattleView> =>
  request("POST", `${address(id)}/vote`, { winner }, key);

export const act = (id: string, action: "stop" | "skip"): Promise<BattleView> =>
  request("POST", `${address(id)}/${action}`);

/** Ask again, of other models perhaps; `client`: what the page adds to that draw. */
export const retry = (id: string, client: string): Promise<BattleView> =>
  request("POST", `${address(id)}/retry`, { client });

/** One random name per submission, by which the arena knows a request that is sent again. */
export function newKey(): string {
  // `crypto.randomUUID` is missing where a page is served over plain http from another machine.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function address(id: string): string {
  return `${ROOT}/${encodeURIComponent(id)}`;
}

async function request(
  method: "GET" | "POST",
  url: string,
  body?: object,
  key?: string,
): Promise<BattleView> {
  return heard(await ask(method, url, body, key));
}

async function ask(
  method: "GET" | "POST",
  url: string,
  body?: object,
  key?: string,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const response = await send(url, { method, headers, body: body ? JSON.stringify(body) : null });
  if (!response.ok) throw new Refused(response.status, await refusal(response));
  return response;
}

async function heard(response: Response): Promise<BattleView> {
  try {
    return (await response.json()) as BattleView;
  } catch (error) {
    throw new Unreachable("The arena's answer broke off.", { cause: error });
  }
}

async function send(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw new Unreachable("The arena cannot be reached. Check the connection and try again.", {
      cause: error,
    });
  }
}

async function refusal(response: Response): Promise<string> {
  const fallback = `The arena could not do that (status ${response.status}). Try again.`;
  try {
    const body = (await response.json()) as { error?: { message?: string } };
    return sentence(body.error?.message ?? fallback);
  } catch {
    return fallback; // a proxy's error page, say
  }
}

/** The arena's words as they stand on a page: with a capital letter and a full stop. */
function sentence(words: string): string {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
