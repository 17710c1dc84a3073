"""The public copy of a log: which files it has, and what they say.

Beside the tiles of `tiltyard.ledger` (``tile/…`` and ``tile/entries/…``):

- ``checkpoint``: the last one, signed by the log and by those witnesses that did.
- ``checkpoint.witnessed``: the newest one that enough witnesses signed, if there is any.
- ``recent.json``: those that a running arena published last, with the signatures that they have
  so far, for witnesses; exports do not have it.
- ``log.json``: what the log is called, whose keys there are, and what its boards count.
- ``keys``: the same keys, a line each, the log's first, for tools that read no JSON.
- ``snapshots/N/…``: as `tiltyard.leaderboard` wrote them: ``snapshot.json``, ``boards/001.json``.
- ``labels/N.json``: which votes snapshot N counts, and what its boards had to know of them.
- ``files``: a note signed by the log, with the sha256 of every file but tiles, the checkpoints
  and itself.

They are written in this order, ``checkpoint`` after all tiles and ``files`` last.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tiltyard.errors import LedgerError
from tiltyard.ledger import Keys, Rotation, Signer, Verifier

FORMAT = 1
CHECKPOINT, LOG, KEYS, FILES = "checkpoint", "log.json", "keys", "files"
WITNESSED, RECENT = "checkpoint.witnessed", "recent.json"
# A value of a label that fewer voters than this have is told of no vote: it is unknown there.
SMALLEST_CELL = 20
_PROFILES = ("team", "public")
_LIMITS = ("per_model", "per_day", "per_address_day", "delay_hours", "least_votes")
# What a manifest says before its lines.
_HEAD = "files of "
_LINE = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)")


def snapshot_path(number: int, file: str = "snapshot.json") -> str:
    """Where a file of a snapshot lies."""
    return f"snapshots/{number}/{file}"


def labels_path(number: int) -> str:
    """Where the labels of a snapshot's votes lie."""
    return f"labels/{number}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a board counts, of the votes whose leaves say ``counts: yes``; no limit where None.

    Attributes:
        since: the first leaf that they hold for; they hold until the next ones.
        profile: ``team`` or ``public``.
        per_model: counted votes of a voter on battles with one model, in an epoch.
        per_day: counted votes of a voter in a day (UTC).
        per_address_day: counted votes of an address in a day; no leaf tells addresses.
        delay_hours: how old a vote must be.
        least_votes: how many votes the voter must have.
        gold: how many ``battles`` of a voter are checks of attention, ``among`` how many first
            ones; none where None.
    """

    since: int = 0
    profile: str = "team"
    per_model: int | None = None
    per_day: int | None = None
    per_address_day: int | None = None
    delay_hours: int = 0
    least_votes: int = 0
    gold: Mapping[str, int] | None = None

    def __post_init__(self) -> None:
        if self.profile not in _PROFILES:
            raise LedgerError(f"there is no profile {self.profile!r}: {', '.join(_PROFILES)}")
        for name in ("since", *_LIMITS):
            value = getattr(self, name)
            may_be_none = name.startswith("per_")
            if not (type(value) is int and value >= 0) and not (may_be_none and value is None):
                raise LedgerError(f"{name!r} of the rules is {value!r}: a whole number is expected")
        if self.gold is not None and not _is_gold(self.gold):
            raise LedgerError(
                f"'gold' of the rules is {self.gold!r}: whole numbers of 'battles' and 'among' are "
                "expected"
            )


def _is_gold(told: Any) -> bool:  # noqa: ANN401 -- whatever the file holds
    whole = isinstance(told, Mapping) and all(type(n) is int and n >= 0 for n in told.values())
    return whole and set(told) == {"battles", "among"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What ``log.json`` says.

    Attributes:
        name: of the arena, for people.
        origin: of the log, as in its checkpoints.
        key: the log's, as ``str(Verifier)``.
        witnesses: keys of those who may sign too.
        quorum: how many of them must have signed.
        rules: what boards counted, and from which leaf on; the first from leaf 0.
        rotations: that led from earlier keys to this one, as signed notes.
    """

    name: str
    origin: str
    key: str
    witnesses: tuple[str, ...] = ()
    quorum: int = 0
    rules: tuple[Rules, ...] = field(default_factory=lambda: (Rules(),))
    rotations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for key in (self.key, *self.witnesses):
            Verifier.of(key)
        if not (type(self.quorum) is int and 0 <= self.quorum <= len(self.witnesses)):
            raise LedgerError(f"a quorum of {self.quorum!r} of {len(self.witnesses)} witnesses")
        begins = [one.since for one in self.rules]
        if begins[:1] != [0] or begins != sorted(set(begins)):
            raise LedgerError("rules hold from leaf 0 on, and each from a later leaf than the last")

    def as_dict(self) -> dict[str, Any]:
        """As ``log.json`` has it."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def of(cls, told: Any) -> Described:  # noqa: ANN401 -- whatever the file holds
        """The same, read.

        Raises:
            LedgerError: it is something else.
        """
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise LedgerError(f"{LOG} is of no format that this version can read")
        try:
            return cls(
                name=str(told["name"]),
                origin=str(told["origin"]),
                key=told["key"],
                witnesses=tuple(told["witnesses"]),
                quorum=told["quorum"],
                rules=tuple(Rules(**one) for one in told["rules"]),
                rotations=tuple(map(str, told.get("rotations", ()))),
            )
        except KeyError as error:
            raise LedgerError(f"{LOG} lacks {error.args[0]!r}") from error
        except (TypeError, AttributeError) as error:
            raise LedgerError(f"{LOG} cannot be read: {error}") from error

    def keys(self, wanted: Verifier | None = None) -> Keys:
        """Which key signs what.

        Args:
            wanted: a key that somebody holds. If it is none of these, it signs everything.

        Raises:
            LedgerError: a rotation is none, or they are no chain that ends with the log's key.
        """
        keys = Keys(Verifier.of(self.key), tuple(map(Rotation.of, self.rotations)))
        return keys if wanted is None or wanted in keys else Keys(wanted)

    def verifiers(self) -> list[Verifier]:
        """The keys of ``keys``: the log's, then those of the witnesses."""
        return [Verifier.of(key) for key in (self.key, *self.witnesses)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What ``labels/N.json`` says.

    Attributes:
        snapshot: its number.
        leaves: of the votes that its boards count, ascending.
        older: how many more votes they count that are older than the log, and have no leaf.
        labels: of each label column its values, and of each vote the place among them, or -1.
        numbers: of each number column that of each vote, or None.
        merged: labels and values that are told of no vote, because fewer than `SMALLEST_CELL`
            voters have them.
    """

    snapshot: int
    leaves: Sequence[int]
    older: int = 0
    labels: Mapping[str, tuple[Sequence[str], Sequence[int]]] = field(default_factory=dict)
    numbers: Mapping[str, Sequence[float | None]] = field(default_factory=dict)
    merged: Sequence[tuple[str, str]] = ()

    def __post_init__(self) -> None:
        columns = {name: codes for name, (_, codes) in self.labels.items()} | dict(self.numbers)
        for name, column in columns.items():
            if len(column) != len(self.leaves):
                raise LedgerError(
                    f"{labels_path(self.snapshot)}: {name!r} has {len(column):,} values, and there "
                    f"are {len(self.leaves):,} votes"
                )
        for name, (values, codes) in self.labels.items():
            if not all(type(code) is int and -1 <= code < len(values) for code in codes):
                raise LedgerError(f"{labels_path(self.snapshot)}: {name!r} has a code beyond it")

    def as_dict(self) -> dict[str, Any]:
        """As the file has it."""
        return {
            "format": FORMAT,
            "snapshot": self.snapshot,
            "leaves": list(self.leaves),
            "older": self.older,
            "labels": {
                name: {"values": list(values), "codes": list(codes)}
                for name, (values, codes) in self.labels.items()
            },
            "numbers": {name: list(values) for name, values in self.numbers.items()},
            "merged": [list(one) for one in self.merged],
        }

    @classmethod
    def of(cls, told: Any, number: int) -> Labels:  # noqa: ANN401 -- whatever the file holds
        """The same, read.

        Raises:
            LedgerError: it is something else, or of another snapshot.
        """
        place = labels_path(number)
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise LedgerError(f"{place} is of no format that this version can read")
        if told.get("snapshot") != number:
            raise LedgerError(f"{place} is about snapshot {told.get('snapshot')!r}")
        try:
            return cls(
                snapshot=number,
                leaves=_ascending(told["leaves"], place),
                older=int(told["older"]),
                labels={
                    name: (one["values"], one["codes"]) for name, one in told["labels"].items()
                },
                numbers=dict(told["numbers"]),
                merged=tuple((str(label), str(value)) for label, value in told["merged"]),
            )
        except KeyError as error:
            raise LedgerError(f"{place} lacks {error.args[0]!r}") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise LedgerError(f"{place} cannot be read: {error}") from error


def manifest(files: Mapping[str, bytes], signer: Signer) -> str:
    """The text of ``files``.

    Args:
        files: every file but tiles, ``checkpoint`` and ``files``, by its path.
        signer: of the log.
    """
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    text = f"{_HEAD}{signer.verifier.name}\n{''.join(lines)}"
    return f"{text}\n{signer.line(text)}"


def read_manifest(note: str, name: str) -> dict[str, str]:
    """The sha256 of every file, by its path; who signed it is another question.

    Args:
        note: the text of ``files``.
        name: of the log's key.

    Raises:
        LedgerError: it is no manifest, or that of another log.
    """
    text, gap, _ = note.partition("\n\n")
    head, *lines = text.split("\n")
    if not gap or head != _HEAD + name:
        raise LedgerError(f"{FILES} is no list of the files of {name!r}")
    found = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            raise LedgerError(f"{FILES} has a line that is none of a sha256 and a path: {line!r}")
        found[match[2]] = match[1]
    return found


def _ascending(leaves: Sequence[int], place: str) -> Sequence[int]:
    if any(type(leaf) is not int or leaf < 0 for leaf in leaves):
        raise LedgerError(f"{place}: leaves are places, whole numbers from 0 on")
    if any(one >= other for one, other in itertools.pairwise(leaves)):
        raise LedgerError(f"{place}: leaves are in ascending order, each once")
    return leaves
