"""Labels by small classifiers that we trained on prompts that we wrote.

A prompt becomes its vector and its forms, and a head for each label weighs them. The weights are
in ``_weights``; ``scripts/train_labels.py`` makes them from the prompts in ``_seeds``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tiltyard.categories import Item, Labeller, Value, Way
from tiltyard.categories._forms import VERSION as FORMS
from tiltyard.categories._forms import forms
from tiltyard.errors import ConfigurationError, ModelFileError

WEIGHTS = Path(__file__).parent / "_weights" / "prompts.json"
# The seven criteria of hard prompts, in the order of the seeds' digits.
CRITERIA = ("definite", "knowledge", "parts", "reasoning", "leeway", "checkable", "useful")
MANY_CRITERIA = 6
# The head for that many at once, beside the seven for each.
MANY = "six_of_seven"
_COUNTED = ("hard", "hard_criteria")
_SLICE = 20_000


@dataclass(frozen=True, slots=True)
class Head:
    """What one label gives to each number of a prompt.

    Attributes:
        threshold: the probability from which on it is yes, or from which on the likeliest value
            is told.
        bias: shape ``(k,)``; one for yes or no, otherwise one for each value.
        weights: shape ``(k, numbers)``.
        values: the values in order; none for yes or no.
    """

    threshold: float
    bias: NDArray[np.float64]
    weights: NDArray[np.float64]
    values: tuple[str, ...] | None = None

    def probabilities(self, numbers: NDArray[np.float32]) -> NDArray[np.float64]:
        """That of yes, shape ``(n,)``, or of each value, shape ``(n, k)``."""
        scores = numbers @ self.weights.T + self.bias
        if self.values is None:
            return np.asarray(1 / (1 + np.exp(-np.clip(scores[:, 0], -500, 500))))
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads of one file of weights, and its sha256."""

    by_name: dict[str, Head]
    hard_from: float
    digest: str


@dataclass(frozen=True, slots=True)
class _Trained:
    name: str
    heads: Heads
    way: Way = "trained"

    @property
    def version(self) -> str:
        return str(FORMS)

    @property
    def digest(self) -> str:
        return self.heads.digest

    def label(self, items: Sequence[Item]) -> list[Value | None]:
        texts = tuple("\n".join(item.prompts).strip() for item in items)
        found: list[Value | None] = []
        for start in range(0, len(texts), _SLICE):
            part = texts[start : start + _SLICE]
            told = _tell(self.name, self.heads, numbers_of(part))
            found += [value if text else None for text, value in zip(part, told, strict=True)]
        return found


def trained(name: str) -> Labeller:
    """The labeller of that name, by the weights of this package.

    Args:
        name: a label of yes or no, ``occupation``, or ``hard_criteria``, a count.

    Raises:
        ConfigurationError: the extra ``embed`` is not installed, or nothing of that name is
            trained.
        ModelFileError: the weights are for other vectors or forms than are here.
    """
    from tiltyard import embeddings  # noqa: PLC0415 -- rules must not need the extra

    heads = read_heads(WEIGHTS, embeddings.DIGEST)
    there = {*heads.by_name, *_COUNTED} - {*CRITERIA, MANY}
    if name not in there:
        known = ", ".join(sorted(there))
        raise ConfigurationError(f"nothing is trained under the name {name!r}; there is: {known}")
    embeddings.embed([])  # what is not installed is told now, not half-way
    return _Trained(name, heads)


@cache
def read_heads(path: Path, vectors: str) -> Heads:
    """The heads in a file of weights that were trained on these vectors.

    Raises:
        ModelFileError: they were trained on others, or on other forms.
    """
    content = path.read_bytes()
    stored = json.loads(content)
    if (stored["embeddings"], stored["forms"]) != (vectors, FORMS):
        raise ModelFileError(
            f"{path.name!r} was trained on other vectors or forms than those of this version: "
            "run scripts/train_labels.py"
        )
    heads = {
        name: Head(
            head["threshold"],
            np.asarray(head["bias"]),
            np.asarray(head["weights"]),
            tuple(head["values"]) if head["values"] else None,
        )
        for name, head in stored["heads"].items()
    }
    return Heads(heads, stored["hard_from"], hashlib.sha256(content).hexdigest())


@lru_cache(maxsize=1)
def numbers_of(texts: tuple[str, ...]) -> NDArray[np.float32]:
    """Each text's vector and forms, shape ``(n, numbers)``.

    The last ones are kept: the same texts usually get several labels in a row.
    """
    from tiltyard.embeddings import embed  # noqa: PLC0415 -- rules must not need the extra

    return np.hstack([embed(texts), forms(texts)])


def _tell(name: str, heads: Heads, numbers: NDArray[np.float32]) -> list[Value | None]:
    if name in _COUNTED:
        return _tell_hard(name, heads, numbers)
    head = heads.by_name[name]
    likely = head.probabilities(numbers)
    if head.values is None:
        return list(map(bool, likely >= head.threshold))
    return [
        head.values[int(row.argmax())] if row.max() >= head.threshold else None for row in likely
    ]


def _tell_hard(name: str, heads: Heads, numbers: NDArray[np.float32]) -> list[Value | None]:
    """Whether six of the seven criteria are met, or how many are.

    Two estimates are averaged, since each errs by itself: how many criteria are expected to be
    met, as a share, and the probability that six are. The count never contradicts the verdict.
    """
    expected = np.sum([heads.by_name[one].probabilities(numbers) for one in CRITERIA], axis=0)
    many = heads.by_name[MANY].probabilities(numbers)
    hard = (expected / len(CRITERIA) + many) / 2 >= heads.hard_from
    if name == "hard":
        return list(map(bool, hard))
    low, high = np.where(hard, MANY_CRITERIA, 0), np.where(hard, len(CRITERIA), MANY_CRITERIA - 1)
    return [str(int(count)) for count in np.clip(np.round(expected), low, high)]
