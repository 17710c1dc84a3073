"""The review queue, and what a moderator does: exclude, restore, or leave in peace."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from tiltyard import files
from tiltyard.errors import DataError, LedgerError, UnknownNameError
from tiltyard.ledger import Leaf
from tiltyard.screening._ballots import Ballots
from tiltyard.screening._findings import Finding, Findings, find
from tiltyard.screening._reviews import Decision, Review, Reviews, require_reason
from tiltyard.store import Store

_log = logging.getLogger(__name__)

SAME_VOTER = "same_voter"
# So many places of votes fit into one leaf.
_IN_A_LEAF = 5_000
# A voter who was left in peace comes back when there is ten times as much evidence.
_MORE = 2_303
_LEAST_DIGITS = 6

State = Literal["open", "excluded", "settled", "quiet"]


@dataclass(frozen=True, slots=True)
class Case:
    """A voter and what became of it.

    Attributes:
        finding: what there is against the voter.
        state: ``open`` if somebody has to decide; ``settled`` if somebody let the votes stand,
            ``quiet`` if nothing asks for a look.
        excluded: how many of the voter's votes are excluded now.
        reviews: what was decided so far, in order.
    """

    finding: Finding
    state: State
    excluded: int
    reviews: tuple[Review, ...]


class Moderation:
    """Screens the votes of a store, and keeps what was decided of voters.

    Args:
        store: its log has the votes.
        folder: where findings and decisions are kept.
        clock: what time it is.
    """

    def __init__(
        self, store: Store, folder: Path, *, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.clock = clock or (lambda: datetime.now(UTC))
        self._log = store.log
        self._file = folder / "findings.json"
        self._reviews = Reviews(folder / "reviews.jsonl")
        self._ballots = Ballots()
        self._lock = threading.RLock()

    def screen(self) -> Findings:
        """Look at all votes, keep what was found, and exclude new votes of excluded voters.

        Raises:
            StoreError: the log cannot be read or written.
            WriteError: what was found cannot be kept.
        """
        with self._lock:
            self._follow()
            found = self._find()
            files.write_json(found.as_dict(), self._file)
            return found

    def findings(self) -> Findings | None:
        """What the last screening found, if there was one.

        Raises:
            DataError: the file is broken.
        """
        if not self._file.exists():
            return None
        told = files.read_json(self._file)
        if not isinstance(told, dict):
            raise DataError(f"{str(self._file)!r} holds no findings: run `tiltyard voters screen`")
        return Findings.from_dict(told)

    def cases(self) -> list[Case]:
        """All that the last screening kept: what is to be decided first, then by evidence.

        Raises:
            DataError: a file is broken.
            StoreError: the log cannot be read.
        """
        findings = self.findings()
        if findings is None:
            return []
        with self._lock:
            self._ballots.read(self._log)
            excluded = self._excluded()
        reviews = self._reviews.all()
        cases = [self._case(one, excluded, reviews) for one in findings.people]
        return sorted(cases, key=lambda one: (one.state != "open", -one.finding.evidence))

    def queue(self) -> list[Case]:
        """Those of the cases that somebody has to decide."""
        return [case for case in self.cases() if case.state == "open"]

    def case(self, voter: str) -> Case:
        """What there is against a voter, by the beginning of the pseudonym.

        Raises:
            UnknownNameError: it is of no voter, or of several.
            DataError, StoreError: as `cases`.
        """
        name = self.voter(voter)
        known = next((one for one in self.cases() if one.finding.voter == name), None)
        if known is not None:
            return known
        with self._lock:
            finding = self._find(besides=[name]).of(name)
            if finding is None:
                raise UnknownNameError(f"voter {name!r} has no votes that count")
            return self._case(finding, self._excluded(), self._reviews.all())

    def voter(self, begin: str) -> str:
        """The pseudonym that begins so.

        Raises:
            UnknownNameError: none does, or several do, or it is too short.
        """
        with self._lock:
            self._ballots.read(self._log)
            found = [name for name in self._ballots.voters if name.startswith(begin.lower())]
        if len(begin) < _LEAST_DIGITS or not found:
            raise UnknownNameError(
                f"there is no voter {begin!r}: give {_LEAST_DIGITS} or more digits of a pseudonym "
                "as `tiltyard voters queue` lists them"
            )
        if len(found) > 1:
            raise UnknownNameError(f"{len(found)} voters begin with {begin!r}: give more digits")
        return found[0]

    def exclude(self, voter: str, reason: str, *, by: str) -> int:
        """Exclude all votes of whoever is behind a pseudonym; returns how many.

        Raises:
            UnknownNameError: there is no such voter or reason.
            LedgerError: all of them are excluded already.
            StoreError: nothing was written, or not all.
        """
        require_reason("exclude", reason)
        name = self.voter(voter)
        findings = self.findings()
        finding = None if findings is None else findings.of(name)
        with self._lock:
            todo = self._ballots.whose(self._theirs(name) - self._log.excluded())
            if findings is not None and finding is not None and finding.is_flagged:
                why: Leaf = {
                    "rule": findings.rule,
                    "evidence": finding.milli,
                    "size": findings.size,
                }
            else:
                why = _WITHOUT_RULE
            for whose, places in todo.items():
                told = why if whose == name else _AS_SAME
                self._mark("exclude", places, {"reason": reason, **told})
        return self._decided(name, "exclude", reason, by, todo)

    def restore(self, voter: str, reason: str, *, by: str) -> int:
        """Let all votes of whoever is behind a pseudonym count again; returns how many.

        Raises:
            UnknownNameError: there is no such voter or reason.
            LedgerError: none of them is excluded.
            StoreError: nothing was written, or not all.
        """
        require_reason("restore", reason)
        name = self.voter(voter)
        with self._lock:
            todo = self._ballots.whose(self._theirs(name) & self._log.excluded())
            for places in todo.values():
                self._mark("restore", places, {"reason": reason})
        return self._decided(name, "restore", reason, by, todo)

    def dismiss(self, voter: str, reason: str, *, by: str) -> None:
        """Leave a voter in peace until there is ten times as much evidence.

        Raises:
            UnknownNameError: there is no such voter or reason.
            WriteError: it cannot be kept.
        """
        require_reason("dismiss", reason)
        case = self.case(voter)
        self._keep(case.finding.voter, "dismiss", reason, by, case.finding.milli, 0)

    def _find(self, besides: Iterable[str] = ()) -> Findings:
        self._ballots.read(self._log)
        excluded = self._excluded()
        marked = self._ballots.whose(excluded)
        return find(self._ballots, excluded, besides=[*marked, *besides], at=self.clock())

    def _excluded(self) -> frozenset[int]:
        """Votes that are excluded, among those that were read."""
        return self._log.excluded(self._ballots.size)

    def _follow(self) -> None:
        """Exclude what excluded voters voted since."""
        self._ballots.read(self._log)
        excluded = self._excluded()
        new = {place for place in self._log.fellows(excluded) if place < self._ballots.size}
        for places in self._ballots.whose(new - excluded).values():
            try:
                self._mark("exclude", places, {"reason": SAME_VOTER, **_AS_SAME})
            except LedgerError as error:
                _log.info("another process was first: %s", error)
        self._ballots.read(self._log)

    def _theirs(self, name: str) -> frozenset[int]:
        """The leaves of all votes of whoever is behind a pseudonym."""
        self._ballots.read(self._log)
        mine = self._ballots.place[self._ballots.of(name)]
        # Who is behind one vote is behind them all.
        all_of_them = self._log.fellows([int(mine[0])])
        return frozenset(place for place in all_of_them if place < self._ballots.size)

    def _mark(self, kind: str, places: list[int], more: Leaf) -> None:
        for begin in range(0, len(places), _IN_A_LEAF):
            some = places[begin : begin + _IN_A_LEAF]
            self._log.mark({"type": kind, "votes": some, **more})

    def _decided(
        self, name: str, decision: Decision, reason: str, by: str, done: Mapping[str, list[int]]
    ) -> int:
        many = sum(map(len, done.values()))
        if not many:
            state = "excluded already" if decision == "exclude" else "not excluded"
            raise LedgerError(f"the votes of voter {name!r} are {state}")
        findings = self.findings()
        finding = None if findings is None else findings.of(name)
        self._keep(name, decision, reason, by, 0 if finding is None else finding.milli, many)
        return many

    def _keep(  # noqa: PLR0913 -- the fields of a line
        self, name: str, decision: Decision, reason: str, by: str, evidence: int, votes: int
    ) -> None:
        now = self.clock()
        self._reviews.add(Review(name, decision, reason, by, now, evidence, votes))

    def _case(self, finding: Finding, excluded: frozenset[int], reviews: list[Review]) -> Case:
        mine = self._ballots.place[self._ballots.of(finding.voter)].tolist()
        out = len(excluded.intersection(mine))
        own = tuple(one for one in reviews if one.voter == finding.voter)
        state: State = "open" if finding.is_flagged else "quiet"
        if out:
            state = "excluded"
        elif own and finding.milli < own[-1].evidence + _MORE:
            state = "settled"
        return Case(finding, state, out, own)


_WITHOUT_RULE: Leaf = {"rule": None, "evidence": 0, "size": 0}
_AS_SAME: Leaf = {"rule": f"{SAME_VOTER}_v1", "evidence": 0, "size": 0}
