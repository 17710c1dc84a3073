"""All steps, in one pass over the leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tiltyard.errors import LedgerError
from tiltyard.ledger import Checkpoint, Keys, Leaf, Verifier
from tiltyard.transparency._layout import Described
from tiltyard.transparency.verify._ballots import Ballots
from tiltyard.transparency.verify._battles import EXPIRE, OPEN, OTHER, VOTE, BattleChecks
from tiltyard.transparency.verify._boards import BoardChecks
from tiltyard.transparency.verify._copy import Copy, opened
from tiltyard.transparency.verify._draws import DrawChecks
from tiltyard.transparency.verify._history import HistoryChecks, Receipt
from tiltyard.transparency.verify._marks import MarkChecks
from tiltyard.transparency.verify._models import ModelChecks
from tiltyard.transparency.verify._moments import Moments
from tiltyard.transparency.verify._outcome import STEPS, Findings, Outcome
from tiltyard.transparency.verify._rebuilt import Rebuilt, past_roots
from tiltyard.transparency.verify._signed import (
    check_files,
    checked_checkpoint,
    described,
    held_keys,
)
from tiltyard.transparency.verify._told import Ended, Opened, told
from tiltyard.transparency.verify._witnesses import (
    Wanted,
    check_witnessed,
    check_witnesses,
    witnessed,
)

_AS_TOLD = Wanted()
_CUT_SHORT = "the log could not be read to its end: see step 2"


def verify(  # noqa: PLR0913 -- what a verifier may hold, each by its name
    place: str | Path | Copy,
    *,
    key: Verifier | None = None,
    receipts: Sequence[Receipt] = (),
    older: Sequence[str] = (),
    witnesses: Wanted = _AS_TOLD,
    progress: Callable[[int], None] | None = None,
) -> list[Outcome]:
    """What became of each of the nine steps, in their order.

    Args:
        place: the folder of a public copy, or its address, or what reads its files.
        key: whose signature is wanted; that of ``log.json`` if missing, which shows only that the
            copy was not damaged since.
        receipts: of votes that must be in the log.
        older: signed checkpoints that the log must have grown from.
        witnesses: whose signatures are asked for; those that ``log.json`` names if left out.
        progress: told how many leaves were read.

    Raises:
        LedgerError: there is no such folder.
    """
    with opened(place) as copy:
        signature = Findings(1)
        about = described(copy, signature)
        if about is None:
            return _nothing_but(signature)
        keys = held_keys(about, key, signature)
        agreed = witnessed(copy)
        found = checked_checkpoint(copy, about, keys, signature)
        if found is None:
            return _nothing_but(signature)
        checkpoint, note = found
        if agreed is not None:
            check_witnessed(agreed, checkpoint, keys, signature)
            older = [*older, agreed]
        notes = [note] if agreed is None else [note, agreed]
        signed = check_witnesses(about, notes, witnesses, signature)
        history = HistoryChecks(Findings(3), older, receipts)
        steps = _Steps(copy, about, checkpoint, keys, history)
        steps.read(progress or (lambda _: None))
        says = _signed(keys, signed, key)
        return [signature.outcome(says), *steps.outcomes()]


def _nothing_but(signature: Findings) -> list[Outcome]:
    rest = [Findings(step) for step in range(2, len(STEPS) + 1)]
    for one in rest:
        one.leave("without a checkpoint there is nothing to check: see step 1")
    return [signature.outcome(""), *(one.outcome("") for one in rest)]


def _signed(keys: Keys, witnesses: str, given: Verifier | None) -> str:
    by = f"signed by {keys.current}{witnesses}"
    if keys.rotations:
        many = len(keys.rotations)
        times = f"{many:,} time{'s' if many > 1 else ''}"
        by += f"; its key was changed {times}, from {keys.rotations[0].old}"
    return by if given else f"{by}: compare this key with one from elsewhere, or give it by --key"


class _Steps:
    """Steps 2 to 9 of one copy."""

    def __init__(
        self,
        copy: Copy,
        about: Described,
        checkpoint: Checkpoint,
        keys: Keys,
        history: HistoryChecks,
    ) -> None:
        self._copy, self._about, self._checkpoint, self._keys = copy, about, checkpoint, keys
        self._root = Findings(2)
        self._history = history
        moments = Moments()
        self._battles = BattleChecks(moments)
        self._models = ModelChecks(self._battles.commitments)
        self._ballots = Ballots()
        self._draws = DrawChecks(moments, self._ballots)
        self._marks = MarkChecks(about.rules, self._ballots, self._battles.kinds)
        self._boards = BoardChecks(copy, self._ballots, about.rules)
        self._files = Findings(9)
        self._many_files = 0

    def read(self, progress: Callable[[int], None]) -> None:
        """Look at everything."""
        rebuilt = Rebuilt(self._copy, self._checkpoint.size, self._root)
        try:
            for first, leaves in rebuilt.bundles():
                self._look(first, leaves)
                progress(rebuilt.read)
        except LedgerError:  # said by step 2
            self._give_up()
        else:
            if rebuilt.root() != self._checkpoint.root:
                self._root.fail("the root of the leaves is not the one of the checkpoint")
            self._battles.finish()
            self._marks.finish()
            self._draws.finish()
            self._models.finish()
            snapshots = self._ballots.snapshots
            roots = past_roots(self._copy, self._checkpoint.size)
            self._history.finish(self._checkpoint, self._keys, snapshots, roots)
            self._boards.look()
        numbers = [leaf["number"] for _, leaf in self._ballots.snapshots]
        self._many_files = check_files(self._copy, self._keys.current, numbers, self._files)

    def outcomes(self) -> list[Outcome]:
        """What became of steps 2 to 9."""
        battles, size = self._battles, self._checkpoint.size
        commitments = battles.votes + battles.expired
        return [
            self._root.outcome(f"{size:,} leaves give the root of the checkpoint"),
            self._history.findings.outcome(
                f"{self._history.looked:,} older roots and receipts hold"
            ),
            battles.commitments.outcome(f"{commitments:,} commitments were opened"),
            battles.endings.outcome(
                f"{battles.votes:,} battles ended by a vote, {battles.expired:,} without, and "
                f"{battles.open_still:,} are open still"
            ),
            self._draws.findings.outcome(self._draws.says()),
            self._marks.findings.outcome(self._marks.says()),
            self._boards.findings.outcome(self._boards.says()),
            self._files.outcome(f"{self._many_files:,} files are those that were signed"),
        ]

    def _give_up(self) -> None:
        for one in (
            self._history.findings,
            self._battles.commitments,
            self._battles.endings,
            self._draws.findings,
            self._marks.findings,
            self._boards.findings,
        ):
            one.leave(_CUT_SHORT)

    def _look(self, first: int, leaves: Sequence[bytes]) -> None:
        for place, data in enumerate(leaves, first):
            if self._history.receipts:
                self._history.look_at_leaf(place, data)
            try:
                leaf = told(data)
            except LedgerError as error:
                self._root.fail(str(error), place)
                self._battles.kinds.append(OTHER)
                continue
            if isinstance(leaf, Opened):
                self._battles.kinds.append(OPEN)
                self._battles.open(place, leaf, self._draws.day(leaf.stream))
                self._draws.open(place, leaf)
            elif isinstance(leaf, Ended):
                self._end(place, leaf)
            else:
                self._battles.kinds.append(OTHER)
                self._other(place, leaf)

    def _end(self, place: int, leaf: Ended) -> None:
        is_vote = leaf.winner >= 0
        self._battles.kinds.append(VOTE if is_vote else EXPIRE)
        self._battles.end(place, leaf)
        self._draws.reveal(place, leaf)
        if is_vote:
            self._marks.vote(place, leaf, self._ballots.add(place, leaf))

    def _other(self, place: int, leaf: Leaf) -> None:
        match leaf["type"]:
            case "weights":
                self._draws.begin(place, leaf)
                self._models.draw(place, leaf)
            case "seed":
                self._draws.tell(place, leaf)
            case "exclude" | "restore":
                self._marks.mark(place, leaf)
            case "tombstone":
                self._marks.tombstone(place, leaf)
            case "snapshot":
                self._ballots.snapshots.append((place, leaf))
            case "model":
                self._ballots.name(leaf)
                self._models.tell(place, leaf)
