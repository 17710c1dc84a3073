"""Whatever people do in whatever order, a battle keeps its promises."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from arenas import Person, person, scripted, serving
from tiltyard.records import FinishReason
from tiltyard.store import Store, open_store

MODELS: dict[str, dict[str, Any]] = {
    "oak": {"text": "Yes."},
    "elm": {"text": "No.", "every_seconds": 0.001},
    "yew": {"text": "It depends. " * 30, "every_seconds": 0.01},
    "ash": {"text": "Hm. " * 9, "fail": "bad_request", "fail_after": 8},
}
WINNERS = ("model_a", "model_b", "tie", "both_bad")


def machine(base: str, store: Store) -> type[RuleBasedStateMachine]:  # noqa: C901 -- its rules
    """A machine of people over one arena, whose store it looks into."""

    class People(RuleBasedStateMachine):
        battles = Bundle("battles")

        def __init__(self) -> None:
            super().__init__()
            self.stack = ExitStack()
            self.seen: dict[str, str] = {}

        @initialize()
        def come(self) -> None:
            self.ada: Person = self.stack.enter_context(person(base))
            self.eve: Person = self.stack.enter_context(person(base))
            self.eve.open()

        def teardown(self) -> None:
            self.stack.close()

        @rule(target=battles, wait=st.booleans())
        def open(self, wait: bool) -> str:
            battle = self.ada.open()
            if wait:
                self.ada.watch(battle["id"])
            return str(battle["id"])

        @rule(battle=battles)
        def watch(self, battle: str) -> None:
            self.ada.watch(battle)

        @rule(battle=battles, winner=st.sampled_from(WINNERS), key=st.sampled_from(["k", "l", ""]))
        def vote(self, battle: str, winner: str, key: str) -> None:
            answer = self.ada.vote(battle, winner, **({"Idempotency-Key": key} if key else {}))
            stored = store.battle(battle)
            assert answer.status_code in {200, 409}
            if answer.status_code == 200:
                assert stored.vote is not None
                assert answer.json()["vote"]["receipt"] == stored.vote.id
                assert stored.vote.winner.value == winner
                assert self.seen.setdefault(battle, stored.vote.id) == stored.vote.id

        @rule(battle=battles)
        def vote_as_somebody_else(self, battle: str) -> None:
            assert self.eve.vote(battle).status_code == 403

        @rule(battle=battles, action=st.sampled_from(["stop", "skip"]))
        def act(self, battle: str, action: str) -> None:
            assert self.ada.act(battle, action).status_code in {200, 409}

        @rule(battle=battles)
        def follow_up(self, battle: str) -> None:
            assert self.ada.act(battle, "turns", prompt="And?").status_code in {201, 409}

        @rule(target=battles, battle=consumes(battles))
        def retry(self, battle: str) -> Any:
            answer = self.ada.act(battle, "retry")
            assert answer.status_code in {201, 409}
            # How much comes of a rule must not depend on how fast the arena is.
            again = str(answer.json()["id"]) if answer.status_code == 201 else battle
            return multiple(battle, again)

        @rule(battle=battles)
        def look(self, battle: str) -> None:
            view, stored = self.ada.look(battle), store.battle(battle)
            if view["reveal"] is not None:
                assert stored.vote is not None or stored.skipped_at is not None
            if "vote" in view["actions"]:
                assert view["reveal"] is None

        @invariant()
        def every_vote_is_on_a_finished_battle(self) -> None:
            for battle, receipt in self.seen.items():
                stored = store.battle(battle)
                assert stored.vote is not None
                assert stored.vote.id == receipt
                blind = [turn for turn in stored.turns if turn.phase.value == "blind"]
                ends = {answer.finish_reason for answer in blind[-1].answers}
                assert ends <= {FinishReason.STOP, FinishReason.LENGTH}
                assert len(blind[-1].answers) == 2

    return People


def run(examples: int, steps: int) -> None:
    """Let people do that much."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = scripted(Path(folder), MODELS)
        with serving(chosen) as base:
            store = open_store(chosen.store_url)
            try:
                run_state_machine_as_test(
                    machine(base, store),
                    settings=settings(
                        max_examples=examples,
                        stateful_step_count=steps,
                        deadline=None,
                        suppress_health_check=list(HealthCheck),
                    ),
                )
            finally:
                store.close()


def test_no_battle_breaks_its_promises() -> None:
    run(examples=12, steps=15)


@pytest.mark.slow
def test_no_battle_breaks_its_promises_in_the_long_run() -> None:
    run(examples=150, steps=30)
