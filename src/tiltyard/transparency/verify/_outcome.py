"""What became of each step: a line for people, and a code for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

State = Literal["ok", "failed", "not checked"]

# The steps in their order; a step's number is its place here, from 1 on.
STEPS = (
    "signature",
    "root",
    "history",
    "commitments",
    "endings",
    "draws",
    "exclusions",
    "boards",
    "files",
)
# A program that verifies ends with this and the number of the first step that failed; with this
# alone if none failed, and one could not be done whole.
_FAILED = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step.

    Attributes:
        step: its number, from 1 on.
        name: its name.
        state: ``ok``, ``failed``, or ``not checked`` where something was missing.
        says: a sentence for people; of what failed, the first fault and how many there are.
        leaf: the place of the first leaf at fault, if it is one.
    """

    step: int
    name: str
    state: State
    says: str
    leaf: int | None = None

    def __str__(self) -> str:
        return f"{self.step} {self.name:<12} {self.state:<12} {self.says}"


@dataclass(slots=True)
class Findings:
    """What is found in a step while it goes on.

    Attributes:
        step: its number.
        faults: how many were found.
    """

    step: int
    faults: int = 0
    _first: tuple[str, int | None] = ("", None)
    _unchecked: list[str] = field(default_factory=list)

    def fail(self, reason: str, leaf: int | None = None) -> None:
        """Say that something is wrong."""
        if not self.faults:
            self._first = (reason, leaf)
        self.faults += 1

    def leave(self, reason: str) -> None:
        """Say that something could not be checked, and why."""
        if reason not in self._unchecked:
            self._unchecked.append(reason)

    def outcome(self, says: str) -> Outcome:
        """What became of it; ``says`` is what to say if all is well."""
        name = STEPS[self.step - 1]
        if self.faults:
            reason, leaf = self._first
            place = "" if leaf is None else f"leaf {leaf}: "
            more = f" (and {self.faults - 1:,} more)" if self.faults > 1 else ""
            return Outcome(self.step, name, "failed", f"{place}{reason}{more}", leaf)
        if self._unchecked:
            return Outcome(self.step, name, "not checked", "; ".join(self._unchecked))
        return Outcome(self.step, name, "ok", says)


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """0 if all is well; else 10 and the number of the first step that failed, 11 to 19.

    10 alone is no pass: nothing failed, and something could not be checked.
    """
    states = {one.step: one.state for one in outcomes}
    failed = next((_FAILED + step for step, state in states.items() if state == "failed"), 0)
    return failed or _FAILED * ("not checked" in states.values())


def verdict(outcomes: Iterable[Outcome]) -> str:
    """A last line for people: whether all of it was checked, and is well."""
    found = list(outcomes)
    for state, says in (
        ("failed", "this log is not as it should be"),
        ("not checked", "nothing failed, but this is no pass: not everything could be checked"),
    ):
        if steps := [one.name for one in found if one.state == state]:
            return f"{says} ({', '.join(steps)})"
    return "all that the log tells was checked, and holds"
