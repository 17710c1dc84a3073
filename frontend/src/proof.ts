// Whether the arena kept its word: who would meet was fixed before the first answer.

import type { BattleView, Commitment, Opening } from "./api";

/**
 * What the page found when it looked for itself.
 *
 * - `fixed`: what was revealed is what the commitment had been made to.
 * - `late`: the same, but the page saw the commitment after the vote only.
 * - `unchecked`: this browser cannot compute here what has to be compared.
 * - `none`: the battle is older than the public log.
 * - `forged`: it is not what was committed to, for the reason that is stated.
 */
export type Proof =
  | { kind: "fixed" | "late" | "unchecked" | "none" }
  | { kind: "forged"; why: string };

const PREFIX = "tiltyard-commit-v1\0";
const PLACE = "tiltyard-commitment-";

/** Keep a commitment that is seen for the first time; a later one never takes its place. */
export function keep(battle: BattleView, client?: string): void {
  if (!battle.commitment || battle.reveal || first(battle.id)) return;
  const kept: Kept = { digest: battle.commitment.digest, client: client ?? null };
  seen.set(battle.id, kept);
  try {
    sessionStorage.setItem(PLACE + battle.id, JSON.stringify(kept));
  } catch {
    // It is known until the page is left, which is all that can be done.
  }
}

/** Look whether what is revealed is what was committed to. */
export async function prove(battle: BattleView): Promise<Proof> {
  const { commitment, opening, reveal } = battle;
  const known = first(battle.id);
  if (!commitment && !known) return { kind: "none" };
  if (!commitment || !opening || !reveal) return forged("the arena did not open its commitment");
  const unlike = difference(battle, commitment, opening, known);
  if (unlike) return forged(unlike);
  if (!crypto.subtle) return { kind: "unchecked" };
  if ((await digest(opening)) !== commitment.digest)
    return forged("what was opened is not what the commitment was made to");
  return { kind: known ? "fixed" : "late" };
}

interface Kept {
  digest: string;
  /** What this page added to the draw, where it opened the battle. */
  client: string | null;
}

const seen = new Map<string, Kept>();

function first(id: string): Kept | null {
  const known = seen.get(id);
  if (known) return known;
  try {
    return JSON.parse(sessionStorage.getItem(PLACE + id) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function difference(
  { reveal }: BattleView,
  commitment: Commitment,
  opening: Opening,
  known: Kept | null,
): string | null {
  if (known && known.digest !== commitment.digest) return "the commitment was exchanged";
  if (known?.client && known.client !== opening.client)
    return "the draw was made without what this page had added to it";
  if (opening.model_a !== reveal?.model_a.number || opening.model_b !== reveal?.model_b.number)
    return "the models that were named are not those that were opened";
  return null;
}

/** SHA-256 of a prefix, the nonce, and the rest as canonical JSON: fields in order, no spaces. */
async function digest({ nonce, ...rest }: Opening): Promise<string> {
  const fields = Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = new TextEncoder();
  const parts = [
    text.encode(PREFIX),
    unhex(nonce),
    text.encode(JSON.stringify(Object.fromEntries(fields))),
  ];
  const data = await new Blob(parts).arrayBuffer();
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
}

const forged = (why: string): Proof => ({ kind: "forged", why });

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const unhex = (digits: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
