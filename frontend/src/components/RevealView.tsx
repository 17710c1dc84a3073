import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type AnswerFacts, type BattleView, type Reveal, SIDES, type Side } from "../api";
import { count, dollars, large, seconds, speed } from "../format";
import type { Proof } from "../proof";
import { ProofView } from "./ProofView";
import { LETTER, Shield } from "./Shield";

type Names = Record<Side, Reveal>;

export interface RevealProps {
  battle: BattleView;
  names: Names;
  proof: Proof | null;
  /** Whether the names came out just now, rather than with the page. */
  isNew: boolean;
}

/** Who they were, and what it took. */
export function RevealView({ battle, names, proof, isNew }: RevealProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isNew) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "center" });
  }, [isNew]);
  return (
    <section
      class={isNew ? "reveal new" : "reveal"}
      aria-labelledby="reveal-heading"
      data-testid="reveal"
    >
      <h2 id="reveal-heading" ref={heading} tabIndex={-1}>
        {verdict(battle, names)}
      </h2>
      <div class="arms">
        {SIDES.map((side) => (
          <Arms
            key={side}
            side={side}
            model={names[side]}
            isChosen={battle.vote?.winner === side}
          />
        ))}
      </div>
      {proof && <ProofView battle={battle} proof={proof} />}
      <Facts names={names} />
      {SIDES.map((side) => (
        <Reasoning key={side} side={side} model={names[side]} />
      ))}
      <p class="reveal-foot">
        <a href="/leaderboard">See the leaderboard</a>
        {battle.vote && <Receipt receipt={battle.vote.receipt} entry={battle.entry} />}
      </p>
    </section>
  );
}

/** What a voter keeps: where the log has the vote; of an older battle, the vote's number. */
function Receipt({ receipt, entry }: { receipt: string; entry: BattleView["entry"] }) {
  return (
    <span class="receipt">
      Receipt of your vote:{" "}
      {entry ? (
        <a href={`/log?leaf=${entry.leaf}&hash=${entry.hash}#receipt`}>
          entry {entry.leaf}, <code>{entry.hash.slice(0, 12)}…</code>
        </a>
      ) : (
        <code>{receipt}</code>
      )}
    </span>
  );
}

function verdict({ vote }: BattleView, names: Names): ComponentChildren {
  switch (vote?.winner) {
    case "model_a":
    case "model_b":
      return (
        <>
          You preferred <bdi>{names[vote.winner].name}</bdi>
        </>
      );
    case "tie":
      return "You called it a tie";
    case "both_bad":
      return "You found both bad";
    case undefined:
      return "You skipped: these were the models";
  }
}

function Arms({ side, model, isChosen }: { side: Side; model: Reveal; isChosen: boolean }) {
  const about = [model.organisation, model.licence].filter(Boolean).join(" · ");
  return (
    <div class={`arms-card ${side}`}>
      <Shield side={side} />
      <div>
        <p class="arms-side">
          Model {LETTER[side]}
          {isChosen && <span class="tag">your choice</span>}
        </p>
        <p class="arms-name">
          <ModelName model={model} />
        </p>
        <p class="arms-about">{about || "Organisation and licence not stated"}</p>
      </div>
    </div>
  );
}

function ModelName({ model }: { model: Reveal }) {
  if (!model.link || !/^https?:\/\//i.test(model.link)) return <bdi>{model.name}</bdi>;
  return (
    <a href={model.link} target="_blank" rel="noopener noreferrer nofollow">
      <bdi>{model.name}</bdi>
    </a>
  );
}

interface Fact {
  title: string;
  tell(model: Reveal): string | null;
  /** Not worth a line when it is so of both. */
  dull?: string;
}

const BY_ITSELF = "by itself";

const FACTS: readonly Fact[] = [
  { title: "Time to first token", tell: each("first_token_seconds", seconds) },
  { title: "Speed", tell: each("tokens_per_second", speed) },
  { title: "Time in all", tell: each("total_seconds", seconds) },
  { title: "Tokens written", tell: total("completion_tokens", count) },
  { title: "Tokens read", tell: total("prompt_tokens", count) },
  { title: "Cost", tell: total("cost_usd", dollars) },
  { title: "Price per million tokens", tell: price },
  { title: "Parameters", tell: size },
  { title: "Context", tell: context },
  { title: "Ended", tell: ended, dull: BY_ITSELF },
];

function Facts({ names }: { names: Names }) {
  const rows = FACTS.map(({ title, tell, dull = null }) => ({
    title,
    dull,
    model_a: tell(names.model_a),
    model_b: tell(names.model_b),
  })).filter(({ dull, model_a, model_b }) => model_a !== model_b || model_a !== dull);
  return (
    <table class="facts">
      <caption class="visually-hidden">What both models took for their answers</caption>
      <thead>
        <tr>
          <td />
          {SIDES.map((side) => (
            <th key={side} scope="col" class={side}>
              <span class="visually-hidden">Model </span>
              {LETTER[side]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ title, ...cells }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            {SIDES.map((side) => (
              <td key={side}>{cells[side] ?? <span class="missing">not stated</span>}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Figure = Exclude<keyof AnswerFacts, "position" | "finish_reason" | "reasoning">;

/** A figure of every answer, in the order of the turns. */
function each(figure: Figure, write: (value: number) => string): Fact["tell"] {
  return ({ answers }) => {
    const values = answers.map((answer) => answer[figure]);
    if (values.every((value) => value === null)) return null;
    return values.map((value) => (value === null ? "–" : write(value))).join(", ");
  };
}

/** A figure of all answers together. */
function total(figure: Figure, write: (value: number) => string): Fact["tell"] {
  return ({ answers }) => {
    const known = answers.map((answer) => answer[figure]).filter((value) => value !== null);
    return known.length ? write(known.reduce((sum, value) => sum + value, 0)) : null;
  };
}

function size({ parameters }: Reveal): string | null {
  return parameters ? large(parameters) : null;
}

function context({ context_length: tokens }: Reveal): string | null {
  return tokens ? `${count(tokens)} tokens` : null;
}

function price({ price_in_usd, price_out_usd }: Reveal): string | null {
  if (price_in_usd === null && price_out_usd === null) return null;
  const write = (usd: number | null): string => (usd === null ? "–" : dollars(usd));
  return `${write(price_in_usd)} in, ${write(price_out_usd)} out`;
}

function ended({ answers }: Reveal): string {
  const isCut = answers.some(({ finish_reason }) => finish_reason === "length");
  return isCut ? "at its length limit" : BY_ITSELF;
}

function Reasoning({ side, model }: { side: Side; model: Reveal }) {
  const thoughts = model.answers.filter(({ reasoning }) => reasoning.trim());
  if (thoughts.length === 0) return null;
  return (
    <details class="reasoning">
      <summary>
        What <bdi>{model.name}</bdi> (model {LETTER[side]}) thought before answering
      </summary>
      {thoughts.map(({ position, reasoning }) => (
        <div key={position} class="reasoning-text" dir="auto">
          {reasoning}
        </div>
      ))}
    </details>
  );
}
