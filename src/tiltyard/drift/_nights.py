"""What models answered night by night: a file for each, only ever appended to.

A night that is broken off goes on where it stopped: what was asked and paid for is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from tiltyard.drift._lines import append, broken, rows
from tiltyard.errors import DataError


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer to one question.

    Attributes:
        prompt: the place of the question.
        number: which of its samples.
        text: what was said.
        served_model: what the endpoint said it serves, and ``fingerprint``: of how.
        failure: why there is no answer; None if there is one.
        cost_usd: of the answer, if prices are known.
    """

    prompt: int
    number: int
    text: str
    served_model: str | None = None
    fingerprint: str | None = None
    failure: str | None = None
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """What one version of a model answered in one night.

    Attributes:
        day: when it was begun, UTC.
        digest: of the questions; only nights of one digest are compared.
        prompts: how many questions, and ``samples``: answers to each.
        limit: how many tokens an answer might have.
        given: what was answered, by question and number.
    """

    day: date
    digest: str
    prompts: int
    samples: int
    limit: int
    given: Mapping[tuple[int, int], Sample] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        """What two nights must have in common to be compared."""
        return self.digest, self.limit

    @property
    def missing(self) -> list[tuple[int, int]]:
        """What was not asked yet."""
        asked = [(prompt, n) for n in range(self.samples) for prompt in range(self.prompts)]
        return [one for one in asked if one not in self.given]

    def good(self, prompt: int) -> list[str]:
        """The answers to a question."""
        return [one.text for (at, _), one in sorted(self.given.items()) if at == prompt
                and one.failure is None]  # fmt: skip

    @property
    def is_usable(self) -> bool:
        """Whether all was asked, and most was answered."""
        good = sum(one.failure is None for one in self.given.values())
        return not self.missing and 2 * good >= self.prompts * self.samples


class Nights:
    """The nights of all versions.

    Args:
        folder: where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, version: int) -> Iterator[Night]:
        """Those of one version, in the order of their days, each read when it is asked for.

        Raises:
            DataError: a file cannot be read.
        """
        return map(_read, sorted((self._folder / str(version)).glob("*.jsonl")))

    def on(self, version: int, day: date) -> Night | None:
        """That of a day, if there is one.

        Raises:
            DataError: the file cannot be read.
        """
        path = self._path(version, day)
        return _read(path) if path.exists() else None

    def begin(self, version: int, night: Night) -> Night:
        """The night of that day as far as it went; a new one if there is none.

        Raises:
            DataError: that day's file cannot be read, or has other questions.
            WriteError: it cannot be written.
        """
        path = self._path(version, night.day)
        if not path.exists():
            head = asdict(night) | {"day": night.day.isoformat()}
            del head["given"]
            append(path, head)
            return night
        begun = _read(path)
        if (begun.key, begun.samples) != (night.key, night.samples):
            raise DataError(f"{str(path)!r} was begun with other questions: it goes on tomorrow")
        return begun

    def add(self, version: int, day: date, sample: Sample) -> None:
        """Keep an answer.

        Raises:
            WriteError: it cannot be written.
        """
        append(self._path(version, day), asdict(sample))

    def _path(self, version: int, day: date) -> Path:
        return self._folder / str(version) / f"{day.isoformat()}.jsonl"


def _read(path: Path) -> Night:
    lines = rows(path)
    number = 1
    try:
        _, head = next(lines)
        given = {}
        for number, row in lines:  # noqa: B007 -- told if it fails
            one = Sample(**row)
            given[one.prompt, one.number] = one
        return Night(**{**head, "day": date.fromisoformat(head["day"])}, given=given)
    except (StopIteration, ValueError, TypeError, KeyError) as error:
        raise broken(path, number, error) from error
