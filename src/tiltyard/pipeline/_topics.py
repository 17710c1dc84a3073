"""Topics: prompts that are about the same thing, as clusters of their vectors.

The common part of all vectors is taken away, what is left is clustered by k-means along the 64
directions in which it varies most, and the mean of each cluster is kept: a new prompt belongs to
the nearest of them, if it is near enough.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard import embeddings, files
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._topic_clusters import Vectors, clustered, reduced, unit, usual_count
from tiltyard.pipeline._topic_names import Words, named, weighed

VERSION = 1  # goes up when the same prompts may fall into other topics
FIT_PROMPTS = 20_000  # of more different prompts some are drawn
_TOO_FEW = 8  # different prompts, below which there is one topic unless a number is asked for
_DIRECTIONS = 64
# Below this cosine to every topic a prompt is about something else. Topics that are looser than
# that take in what is as far off as the farthest fiftieth of their own.
_FLOOR, _FAR = 0.15, 0.02
_DIGITS = 6
_SLICE = 20_000


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its name, its words with their weights, and of how many prompts it was made."""

    name: str
    words: Words
    prompts: int


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """Topics that were found, the largest first, and what new prompts are compared with.

    Attributes:
        topics: each of them; none where no prompt said anything.
        centre: the mean of all vectors, shape ``(256,)``.
        centroids: what is typical of each topic, of unit length, shape ``(topics, 256)``.
        floor: the cosine to the nearest that a prompt needs.
        count: how many topics were asked for; None if that was found from the prompts.
        seed: of the draws.
        named_by: the model that wrote the names; None if they are made of words.
    """

    topics: tuple[Topic, ...]
    centre: Vectors
    centroids: Vectors
    floor: float
    count: int | None = None
    seed: int = 0
    named_by: str | None = None

    @property
    def names(self) -> list[str]:
        """The name of each topic."""
        return [topic.name for topic in self.topics]

    @property
    def digest(self) -> str:
        """sha256 of all that decides which prompt gets which name."""
        return files.digest_of(self.to_dict())

    def near(self, vectors: Vectors) -> tuple[NDArray[np.int64], Vectors]:
        """The nearest topic of each vector, -1 where none is near enough, and the cosine to it."""
        if not self.topics:
            return np.full(len(vectors), -1), np.zeros(len(vectors), np.float32)
        cosines = unit(vectors - self.centre) @ self.centroids.T
        places = cosines.argmax(axis=1)
        nearest = cosines[np.arange(len(vectors)), places]
        is_far = (nearest < self.floor) | ~vectors.any(axis=1)
        return np.where(is_far, -1, places), nearest

    def label(self, prompts: Sequence[str]) -> list[str | None]:
        """The name of each prompt's topic; None where it is about something else.

        Raises:
            ConfigurationError: the extra ``embed`` is not installed.
        """
        names: list[str | None] = [*self.names, None]  # which -1 finds
        found: list[str | None] = []
        for start in range(0, len(prompts), _SLICE):
            places, _ = self.near(embeddings.embed(prompts[start : start + _SLICE]))
            found += [names[place] for place in places]
        return found

    def renamed(self, names: Sequence[str], model: str) -> Topics:
        """The same topics under names that a model wrote."""
        topics = (replace(one, name=name) for one, name in zip(self.topics, names, strict=True))
        return replace(self, topics=tuple(topics), named_by=model)

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON."""
        return {
            "version": VERSION,
            "embeddings": embeddings.DIGEST,
            "count": self.count,
            "seed": self.seed,
            "floor": self.floor,
            "named_by": self.named_by,
            "topics": [
                {"name": one.name, "words": dict(one.words), "prompts": one.prompts}
                for one in self.topics
            ],
            "centre": _plain(self.centre),
            "centroids": [_plain(one) for one in self.centroids],
        }

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Topics:
        """What `to_dict` gave.

        Raises:
            DataError: it was made by another version, on other vectors, or is damaged.
        """
        try:
            if (held["version"], held["embeddings"]) != (VERSION, embeddings.DIGEST):
                raise DataError("topics were found by another version: find them again")
            return cls(
                tuple(Topic(one["name"], tuple(one["words"].items()), one["prompts"])
                      for one in held["topics"]),
                np.asarray(held["centre"], np.float32),
                np.asarray(held["centroids"], np.float32).reshape(-1, embeddings.SIZE),
                held["floor"], held["count"], held["seed"], held["named_by"],
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DataError(f"topics are damaged ({error!r}): find them again") from None


def fit_topics(prompts: Iterable[str], *, count: int | None = None, seed: int = 0) -> Topics:
    """The topics of prompts, the largest first, with names made of their words.

    Neither the order of the prompts nor how often one is repeated matters.

    Args:
        prompts: any number; what is empty is passed over.
        count: how many topics; found from the prompts if missing.
        seed: of the draws.

    Raises:
        ConfigurationError: more topics are asked for than there are different prompts, or the
            extra ``embed`` is not installed.
    """
    texts = drawn(prompts, FIT_PROMPTS)
    vectors = embeddings.embed(texts)
    said = np.asarray(vectors.any(axis=1))
    texts = [text for text, is_said in zip(texts, said.tolist(), strict=True) if is_said]
    vectors = vectors[said]
    if count is not None and not 1 <= count <= max(len(texts), 1):
        raise ConfigurationError(
            f"{count} topics cannot be made of {len(texts)} different prompts: ask for 1 to "
            f"{max(len(texts), 1)}"
        )
    if not texts:
        nothing = np.zeros((0, embeddings.SIZE), np.float32)
        return Topics((), np.zeros(embeddings.SIZE, np.float32), nothing, 0.0, count, seed)
    centre = _centre(vectors, count)
    shape = _shape(vectors, centre, count, seed)
    found = Topics((), centre, shape, -1.0, count, seed)
    return _described(found, texts, vectors)


def drawn(prompts: Iterable[str], most: int) -> list[str]:
    """Different prompts, at most so many: the same ones in the same order, however they come."""
    return heapq.nsmallest(most, {one for one in prompts if one and not one.isspace()}, key=_draw)


def _draw(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).digest()


def _centre(vectors: Vectors, count: int | None) -> Vectors:
    """What all vectors have in common; nothing is taken away where that would be all of them."""
    if len(vectors) < _TOO_FEW or count == 1:
        return np.zeros(vectors.shape[1], np.float32)
    return _rounded(vectors.mean(axis=0))


def _shape(vectors: Vectors, centre: Vectors, count: int | None, seed: int) -> Vectors:
    """The centroids."""
    inner = unit(vectors - centre)
    if count == 1 or (count is None and len(vectors) < _TOO_FEW):
        labels = np.zeros(len(vectors), np.int64)
    else:
        flat = unit(reduced(inner, _DIRECTIONS, seed))
        labels = clustered(flat, count or usual_count(flat, seed), seed)
    sums = np.zeros((labels.max() + 1, inner.shape[1]), np.float32)
    np.add.at(sums, labels, inner)
    means = unit(sums)
    return _rounded(means[means.any(axis=1)])


def _described(found: Topics, texts: Sequence[str], vectors: Vectors) -> Topics:
    """The topics with names, the largest first; clusters that nothing is nearest to are gone."""
    everywhere = Topics(
        tuple(Topic("", (), 0) for _ in found.centroids), found.centre, found.centroids, -1.0
    )
    places, cosines = everywhere.near(vectors)
    sizes = np.bincount(places, minlength=len(found.centroids))
    order = [int(one) for one in np.argsort(-sizes, kind="stable") if sizes[one]]
    groups = [[texts[row] for row in np.flatnonzero(places == one).tolist()] for one in order]
    words = weighed(groups)
    topics = tuple(
        Topic(name, ours, len(group))
        for name, ours, group in zip(named(words), words, groups, strict=True)
    )
    floor = round(min(_FLOOR, float(np.quantile(cosines, _FAR))), _DIGITS)
    return replace(found, topics=topics, centroids=found.centroids[order], floor=floor)


def _rounded(values: Vectors) -> Vectors:
    """As they are kept in a file, so that what is read back decides alike."""
    return np.asarray(np.round(values.astype(np.float64), _DIGITS), np.float32)


def _plain(values: Vectors) -> list[float]:
    return [round(float(value), _DIGITS) for value in values]
