"""Alarms: opened by what was found, confirmed or dismissed by people; written down, never edited.

A file of lines, which the arena and a command may append to side by side.
"""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from tiltyard.drift._lines import append, broken, rows
from tiltyard.errors import ConfigurationError, WriteError
from tiltyard.registry import nearest

Kind = Literal["answers", "name", "fingerprint", "votes", "votes_name"]
State = Literal["open", "confirmed", "dismissed"]
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that points to a changed endpoint.

    Attributes:
        number: from 1 on.
        model: whose name it is served under.
        version: which version of it, as `records.ModelVersion.id`; ``version_number`` for people.
        kind: what was found: ``answers`` of canaries differ, another ``name`` or ``fingerprint``
            was told beside them, the ``votes`` fell, or another name came with voted answers.
        at: when, aware.
        evidence: in plain types; see `words_of`.
        state: what became of it; ``reason``, ``decided_at``: why, and when.
    """

    number: int
    model: str
    version: int
    version_number: int
    kind: Kind
    at: datetime
    evidence: Mapping[str, Any] = field(default_factory=dict)
    state: State = "open"
    reason: str = ""
    decided_at: datetime | None = None


class Journal:
    """The alarms of an arena; methods block.

    Args:
        path: of the file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def alarms(self) -> tuple[Alarm, ...]:
        """All that there were, the oldest first.

        Raises:
            DataError: the file is damaged; the line is named.
        """
        found: dict[int, Alarm] = {}
        for number, row in rows(self._path):
            try:
                _take(found, row)
            except (KeyError, TypeError, ValueError) as error:
                raise broken(self._path, number, error) from error
        return tuple(found.values())

    def epochs(self) -> dict[str, int]:
        """How often a change of each model was confirmed; models without one are not in it.

        Alarms of one version that are confirmed together are one change.

        Raises:
            DataError: the file is damaged.
        """
        split = {(one.model, one.version) for one in self.alarms() if one.state == "confirmed"}
        return dict(Counter(model for model, _ in split))

    def open(self, alarm: Alarm) -> Alarm | None:
        """Keep an alarm under a number; None if one of this kind is open or confirmed already.

        Raises:
            DataError: the file is damaged.
            WriteError: it cannot be written.
        """
        with self._locked():
            alarms = self.alarms()
            for one in alarms:
                same = (one.model, one.version, one.kind) == (
                    alarm.model,
                    alarm.version,
                    alarm.kind,
                )
                if (same and one.state == "open") or (
                    one.version == alarm.version and one.state == "confirmed"
                ):
                    return None
            numbered = replace(alarm, number=len(alarms) + 1)
            append(
                self._path,
                {
                    "event": "opened",
                    "number": numbered.number,
                    "model": alarm.model,
                    "version": alarm.version,
                    "version_number": alarm.version_number,
                    "kind": alarm.kind,
                    "at": alarm.at.isoformat(),
                    "evidence": dict(alarm.evidence),
                },
            )
            return numbered

    def decide(
        self, model: str, state: Literal["confirmed", "dismissed"], *, reason: str, at: datetime
    ) -> tuple[Alarm, ...]:
        """Confirm or dismiss all open alarms of a model; returns them as they are now.

        Raises:
            ConfigurationError: it has none that is open, or the reason is none.
            DataError: the file is damaged.
            WriteError: it cannot be written.
        """
        reason = " ".join(reason.split())
        if not 0 < len(reason) <= _LONGEST:
            raise ConfigurationError(f"a reason has 1 to {_LONGEST:,} characters")
        with self._locked():
            alarms = self.alarms()
            mine = [one for one in alarms if one.model == model and one.state == "open"]
            if not mine:
                known = sorted({one.model for one in alarms if one.state == "open"})
                raise ConfigurationError(
                    f"model {model!r} has no open alarm{nearest(model, known)}: "
                    + (f"open are those of {', '.join(known)}" if known else "none is open")
                )
            row = {"event": state, "reason": reason, "at": at.isoformat()}
            append(self._path, {**row, "alarms": [one.number for one in mine]})
        return tuple(replace(one, state=state, reason=reason, decided_at=at) for one in mine)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.with_suffix(".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise WriteError(f"{str(self._path)!r} cannot be written: {error}") from error


def _take(found: dict[int, Alarm], row: Mapping[str, Any]) -> None:
    at = datetime.fromisoformat(row["at"])
    if row["event"] == "opened":
        rest = {name: value for name, value in row.items() if name not in ("event", "at")}
        found[row["number"]] = Alarm(at=at, **rest)
        return
    if row["event"] not in ("confirmed", "dismissed"):
        raise ValueError(f"there is no event {row['event']!r}")
    for number in row["alarms"]:
        found[number] = replace(
            found[number], state=row["event"], reason=row["reason"], decided_at=at
        )
