import type { BattleView } from "../api";
import type { Proof } from "../proof";

/** Said before the vote: what the arena has bound itself to. Quiet, since there is nothing to do. */
export function Sealed({ battle }: { battle: BattleView }) {
  if (!battle.commitment || battle.reveal) return null;
  return (
    <details class="sealed" data-testid="sealed">
      <summary>Who answers is fixed already</summary>
      <p>
        The arena has committed itself to both models: <code>{battle.commitment.digest}</code>. This
        tells nothing about them now. After your vote the page checks that the names are what it was
        made to.
      </p>
    </details>
  );
}

/** What the page found when it compared the names with what was fixed before the vote. */
export function ProofView({ battle, proof }: { battle: BattleView; proof: Proof }) {
  const { commitment, opening, entry } = battle;
  if (!commitment || !opening || proof.kind === "none" || proof.kind === "forged") return null;
  const { mark, words, more } = SAID[proof.kind];
  const past = battle.vote ? "voted" : "skipped";
  return (
    <details class={`proof ${proof.kind}`} data-testid="proof">
      <summary>
        <span class="proof-mark" aria-hidden="true">
          {mark}
        </span>
        {words.replace("PAST", past)}
      </summary>
      <div class="proof-more">
        <p>{more}</p>
        <dl>
          <Row name="Commitment" value={commitment.digest} />
          <Row name="Nonce" value={opening.nonce} />
          <Row name="Draw" value={`${opening.counter} of stream ${opening.stream}`} />
          <Row name="Added by the page" value={opening.client || "nothing"} />
          <Row
            name="Models"
            value={`A is number ${opening.model_a}, B number ${opening.model_b} of the public log`}
          />
          <Row name="Chance of the pair" value={share(opening.probability)} />
          <Row name="Battle in the log" value={`entry ${commitment.leaf}`} />
          {entry && <Row name="Its end in the log" value={`entry ${entry.leaf}, ${entry.hash}`} />}
        </dl>
        <p>
          {battle.vote && entry && (
            <>
              The last line is your receipt: with it the page <a href="/log">The log</a> shows that
              your vote was neither dropped nor changed.{" "}
            </>
          )}
          The commitment is the SHA-256 of the nonce and the other values; the public log tells
          which model has which number, and from the next day on also the seed that the draw was
          made with.
        </p>
      </div>
    </details>
  );
}

/** Instead of the names: what was revealed is not what was fixed. */
export function Forged({ why, hasVoted }: { why: string; hasVoted: boolean }) {
  return (
    <section class="reveal forged" role="alert" data-testid="forged">
      <h2>These names cannot be trusted</h2>
      <p>
        The page compared what the arena revealed with what it had fixed before you voted, and they
        do not agree: {why}. The names are not shown.
      </p>
      <p>
        {hasVoted ? "Your vote is stored. " : ""}Somebody between you and the arena may have changed
        the answer, or the arena itself is wrong. Please tell whoever runs it.
      </p>
    </section>
  );
}

const SAID = {
  fixed: {
    mark: "✓",
    words: "Identities were fixed before you PAST",
    more: "Before the first answer the arena sent a commitment to both models. This page kept it, and has now computed that the names above are what it was made to.",
  },
  late: {
    mark: "✓",
    words: "The names agree with the arena’s commitment",
    more: "This page has computed that the names above are what the commitment was made to. It did not see that commitment before the vote: only the public log can show that it is so old.",
  },
  unchecked: {
    mark: "?",
    words: "It could not be checked that the identities were fixed before you PAST",
    more: "Browsers compute SHA-256 only in pages that come over https or from this machine. The values below can be checked elsewhere.",
  },
} as const;

function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** A probability in parts of 10 ** 12, as per cent. */
const share = (parts: number): string =>
  `${(parts / 1e10).toLocaleString("en", { maximumSignificantDigits: 3 })} %`;
