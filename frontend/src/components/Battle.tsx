import { useEffect, useRef, useState } from "preact/hooks";
import type { BattleView, Side, Turn } from "../api";
import { recall, remember } from "../preference";
import { useShortcuts } from "../shortcuts";
import { allows, isOver, isStreaming } from "../state";
import { type Arena, useBattle } from "../useBattle";
import { loadPainter } from "./Answer";
import { Composer, type ComposerProps } from "./Composer";
import { CHOICES, Dock } from "./Dock";
import { FirstScreen } from "./FirstScreen";
import { Live } from "./Live";
import { Forged, Sealed } from "./ProofView";
import { RevealView } from "./RevealView";
import { SideTabs } from "./SideTabs";
import { TurnView } from "./TurnView";
import { useNarrow } from "./useNarrow";

export interface BattleProps {
  initialId: string;
  promptLimit: number;
  models: number;
  isPublishable: boolean;
  /** Whether this arena shows answers again. */
  showsAgain: boolean;
}

/** The whole page under the site's header. */
export function Battle({ initialId, promptLimit, models, ...told }: BattleProps) {
  const arena = useBattle(initialId, told.isPublishable);
  const [draft, setDraft] = useState("");
  useEffect(() => void loadPainter().catch(() => undefined), []);

  const send = async (): Promise<void> => {
    if (await arena.ask(draft)) setDraft("");
  };
  const composer: ComposerProps = {
    id: "prompt",
    label: "Your question to both models",
    placeholder: "Ask both models anything…",
    text: draft,
    limit: promptLimit,
    isBusy: arena.busy === "ask",
    onWrite: setDraft,
    onSend: () => void send(),
  };

  return (
    <>
      <Live arena={arena} />
      <Screen arena={arena} composer={composer} models={models} {...told} />
    </>
  );
}

interface ScreenProps {
  arena: Arena;
  composer: ComposerProps;
  models: number;
  isPublishable: boolean;
  showsAgain: boolean;
}

function Screen({ arena, composer, models, isPublishable, showsAgain }: ScreenProps) {
  if (arena.battle) return <Field arena={arena} battle={arena.battle} composer={composer} />;
  if (arena.busy === "load") return <p class="loading">Loading the battle…</p>;
  return (
    <FirstScreen
      composer={composer}
      models={models}
      isPublishable={isPublishable}
      showsAgain={showsAgain}
      error={arena.error}
    />
  );
}

interface FieldProps {
  arena: Arena;
  battle: BattleView;
  composer: ComposerProps;
}

/** A battle under way or over. */
function Field({ arena, battle, composer }: FieldProps) {
  const [hasKeys, setHasKeys] = useState(recall("keys") !== "off");
  const [side, setSide] = useState<Side>("model_a");
  const isNarrow = useNarrow();
  const isNew = useCameOut(battle);
  useVotingKeys(arena, hasKeys);

  const turns = (phase: Turn["phase"]) =>
    battle.turns
      .filter((turn) => turn.phase === phase)
      .map((turn) => (
        <TurnView
          key={turn.position}
          battle={battle}
          turn={turn}
          side={side}
          onSide={setSide}
          isNarrow={isNarrow}
        />
      ));

  return (
    <div class="field">
      <h1 class="visually-hidden">Battle</h1>
      {isNarrow && <SideTabs side={side} onSide={setSide} names={battle.reveal ?? null} />}
      {turns("blind")}
      {battle.reveal && (
        <RevealView battle={battle} names={battle.reveal} proof={arena.proof} isNew={isNew} />
      )}
      {arena.proof?.kind === "forged" && (
        <Forged why={arena.proof.why} hasVoted={Boolean(battle.vote)} />
      )}
      {turns("revealed")}
      {allows(battle, "follow_up") && <FollowUp composer={composer} isOpen={isOver(arena)} />}
      <Sealed battle={battle} />
      <Dock
        arena={arena}
        battle={battle}
        hasKeys={hasKeys}
        onKeys={(wanted) => {
          setHasKeys(wanted);
          remember("keys", wanted ? "on" : "off");
        }}
      />
    </div>
  );
}

function FollowUp({ composer, isOpen }: { composer: ComposerProps; isOpen: boolean }) {
  return (
    <div class="follow-up">
      <Composer
        {...composer}
        id="follow-up"
        label="Your next message to both models"
        placeholder={isOpen ? "Go on chatting with both: does not count" : "Ask both a follow-up…"}
      />
    </div>
  );
}

/** Whether the names came out while the page was looking on. */
function useCameOut(battle: BattleView): boolean {
  const hidden = useRef<string | null>(null);
  if (!battle.reveal) hidden.current = battle.id;
  return hidden.current === battle.id;
}

function useVotingKeys(arena: Arena, hasKeys: boolean): void {
  const { battle, busy } = arena;
  const votes = CHOICES.map(({ key, winner }) => [key, () => arena.vote(winner)] as const);
  useShortcuts({
    ...(hasKeys && !busy && allows(battle, "vote") ? Object.fromEntries(votes) : {}),
    s: hasKeys && !busy && allows(battle, "skip") ? arena.skip : null,
    n: hasKeys && !busy && isOver(arena) ? arena.startOver : null,
    escape: !busy && isStreaming(battle) && allows(battle, "stop") ? arena.stop : null,
  });
}
