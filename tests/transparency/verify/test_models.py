"""A model that was tested in private is, at its release, the one that was registered."""

from __future__ import annotations

from typing import Any

import pytest

from tiltyard import ledger
from tiltyard.transparency.verify._models import ModelChecks
from tiltyard.transparency.verify._outcome import Findings, Outcome

NONCE, SERVED = "ab" * 32, "12" * 32
PRIVATE: dict[str, Any] = {
    "type": "model",
    "model": 7,
    "name": "code-name",
    "version": 1,
    "digest": ledger.sealed_digest(SERVED, NONCE),
    "state": "private",
    "owner": "00" * 12,
    "name_commitment": ledger.name_commitment("oak-2", NONCE),
    "name_told": None,
    "reason": None,
}
RELEASED = {
    **PRIVATE,
    "state": "released",
    "digest": SERVED,
    "name_told": {"name": "oak-2", "nonce": NONCE},
}


def looked(*leaves: dict[str, Any]) -> Outcome:
    """What became of leaves in this order."""
    findings = Findings(4)
    checks = ModelChecks(findings)
    for place, leaf in enumerate(leaves):
        checks.tell(place, leaf)
    checks.finish()
    return findings.outcome("well")


def test_the_name_and_the_model_that_were_registered_are_released() -> None:
    assert looked(PRIVATE, RELEASED).state == "ok"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name_told": {"name": "elm-1", "nonce": NONCE}}, "'elm-1' is not the name"),
        ({"digest": "34" * 32}, "what was served is not what was registered"),
        ({"name_commitment": "00" * 32}, "its name is sealed otherwise"),
        ({"name_commitment": None}, "its name is sealed otherwise"),
    ],
)
def test_another_one_is_found(change: dict[str, Any], why: str) -> None:
    outcome = looked(PRIVATE, {**RELEASED, **change})
    assert (outcome.state, outcome.leaf, why in outcome.says) == ("failed", 1, True)


def test_a_name_that_was_never_sealed_cannot_be_told() -> None:
    assert looked({**RELEASED, "name_commitment": None}).state == "failed"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "elm"}, "model 7 was 'oak', version 1, and is called 'elm', version 1, now"),
        ({"version": 2}, "model 7 was 'oak', version 1, and is called 'oak', version 2, now"),
        ({"owner": "00" * 12}, "model 7 has another owner than before"),
        ({"digest": "34" * 32}, "what is served as model 7 is another"),
    ],
)
def test_a_number_stands_for_one_version_for_ever(change: dict[str, Any], why: str) -> None:
    public = {**PRIVATE, "name": "oak", "state": "active", "owner": None, "name_commitment": None}
    outcome = looked(public, {**public, "state": "retired"}, {**public, **change})
    assert (outcome.state, outcome.leaf, why in outcome.says) == ("failed", 2, True)


def test_what_was_told_may_be_told_again() -> None:
    assert looked(PRIVATE, RELEASED, RELEASED).state == "ok"


def test_a_sibling_that_is_never_told_is_found() -> None:
    sibling = {**PRIVATE, "model": 8, "name": "other-code-name"}
    outcome = looked(PRIVATE, sibling, RELEASED)
    assert (outcome.state, outcome.leaf) == ("failed", 2)
    assert "tested model 8 too" in outcome.says


def test_what_was_not_registered_must_not_be_drawn() -> None:
    findings = Findings(4)
    ModelChecks(findings).draw(3, {"weights": [[7, 1_000_000]]})
    assert findings.outcome("").says == "leaf 3: it draws model 7, which was not registered"
