"""What became of a board from one snapshot to another: for every model, as data and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from tiltyard.leaderboard._configured import decisions
from tiltyard.leaderboard._history import Moment, Standing

Kind = Literal["up", "down", "same", "new", "gone"]
_NAMED = 3  # models that a sentence names


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a model.

    Attributes:
        model: its name.
        kind: where it went, by place among the models of both boards; ``new`` and ``gone`` are
            those that were ranked on one of them alone.
        moved: by how many places, up being positive, new and gone models not counted.
        before: where it stood; None if it was not ranked.
        after: where it stands; None if it is not ranked.
        new_votes: that it took part in since; None if nobody knows.
        is_sure: whether its rank ranges before and after have no rank in common.
        passed: models that are surely below it now, and were not before.
        lost: models that were surely below it before, and are not now.
        fell_behind: models that are surely above it now, and were not before.
        sentence: all of this in words.
    """

    model: str
    kind: Kind
    moved: int
    before: Standing | None
    after: Standing | None
    new_votes: int | None
    is_sure: bool
    passed: tuple[str, ...]
    lost: tuple[str, ...]
    fell_behind: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What became of a board.

    Attributes:
        old: number of the snapshot before.
        new: number of the snapshot after.
        title: the slice in words.
        new_votes: of the slice; below zero if there are fewer.
        decisions: what was decided otherwise and touches the board, in words.
        models: those of the later board from the top, then those that are gone.
        sentences: what a reader should know first.
    """

    old: int
    new: int
    title: str
    new_votes: int
    decisions: tuple[str, ...]
    models: tuple[Change, ...]
    sentences: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """All of it in plain types."""
        return asdict(self)


def changes(before: Moment, after: Moment) -> Changes:
    """What became of a board between two moments."""
    decided = decisions(before, after)
    gone = [name for name in before.models if name not in after.models]
    names = [*after.models, *gone]
    told = _Told(before, after, decided)
    models = tuple(told.change(name) for name in names)
    return Changes(
        old=before.snapshot,
        new=after.snapshot,
        title=after.title,
        new_votes=after.votes - before.votes,
        decisions=decided,
        models=models,
        sentences=tuple(_summary(before, after, decided, models)),
    )


class _Sure(NamedTuple):
    """Which models are surely below a model now, are so no more, or are surely above it now."""

    passed: Sequence[str]
    lost: Sequence[str]
    fell_behind: Sequence[str]

    def sentences(self) -> Iterator[str]:
        """Of those that there are."""
        for names, words in (
            (self.passed, "now surely above"),
            (self.lost, "no longer surely above"),
            (self.fell_behind, "now surely below"),
        ):
            if names:
                yield f"{words} {_some(names)}"


class _Told:
    """Changes of single models between two moments."""

    def __init__(self, before: Moment, after: Moment, decided: Sequence[str]) -> None:
        self._before, self._after, self._decided = before, after, decided
        both = [name for name in after.models if name in before.models]
        self._old = _places(before.models, both)
        self._new = _places(after.models, both)

    def change(self, name: str) -> Change:
        """What became of a model."""
        before, after = self._before.models.get(name), self._after.models.get(name)
        moved = self._old[name] - self._new[name] if before and after else 0
        kind = _kind(before, after, moved)
        passed, lost = _gained(self._before, self._after, name, _is_above)
        behind, _ = _gained(self._before, self._after, name, _is_below)
        new_votes = _since(before, after)
        return Change(
            model=name,
            kind=kind,
            moved=moved,
            before=before,
            after=after,
            new_votes=new_votes,
            is_sure=bool(before and after and _apart(before, after)),
            passed=passed,
            lost=lost,
            fell_behind=behind,
            sentence=self._sentence(name, moved, _Sure(passed, lost, behind)),
        )

    def _sentence(self, name: str, moved: int, sure: _Sure) -> str:
        before, after = self._before.models.get(name), self._after.models.get(name)
        if after is None:
            return f"{name}: gone. {self._why_gone(name)}"
        why = self._why(_since(before, after))
        if before is None:
            return f"{name}: new at rank {_span(after)}: {why}"
        was = f" (was {_span(before)})" if _span(before) != _span(after) else ""
        return "; ".join(
            [f"{name}: {_went(moved)} rank {_span(after)}{was}: {why}", *sure.sentences()]
        )

    def _why(self, new_votes: int | None) -> str:
        """What can have moved a model: its own votes, decisions, or the votes of others."""
        reasons = list(self._decided)
        if new_votes:
            reasons.insert(0, _votes(new_votes))
        return "; ".join(reasons) or "no new votes on it"

    def _why_gone(self, name: str) -> str:
        return self._after.unranked.get(name, "It is not on the board any more")


def _summary(
    before: Moment, after: Moment, decided: Sequence[str], models: Sequence[Change]
) -> list[str]:
    told = [_votes(after.votes - before.votes)]
    for kind, word in (("new", "new"), ("gone", "gone")):
        names = [one.model for one in models if one.kind == kind]
        if names:
            told.append(f"{word}: {_some(names)}")
    sure = [one.model for one in models if one.is_sure]
    if sure:
        told.append(f"rank surely another: {_some(sure)}")
    return [*told, *decided]


def _kind(before: Standing | None, after: Standing | None, moved: int) -> Kind:
    if before is None:
        return "new"
    if after is None:
        return "gone"
    return "up" if moved > 0 else "down" if moved < 0 else "same"


def _places(models: Mapping[str, Standing], names: Sequence[str]) -> dict[str, int]:
    """Places of some models among themselves; equal ratings share one."""
    ordered = sorted(models[name].place for name in names)
    return {name: ordered.index(models[name].place) for name in names}


def _is_above(one: Standing, other: Standing) -> bool:
    """Whether the rank ranges alone make a model surely the better one.

    The worst rank of one counts the models not surely below it, the best rank of the other those
    surely above it. If the first is smaller, some model is surely below one and surely above the
    other, or they are so themselves.
    """
    return one.rank_worst < other.rank_best


def _is_below(one: Standing, other: Standing) -> bool:
    return _is_above(other, one)


def _gained(
    before: Moment, after: Moment, name: str, holds: Callable[[Standing, Standing], bool]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The models of both boards for which something holds now and did not, and the reverse."""
    if name not in before.models or name not in after.models:
        return (), ()
    won, lost = [], []
    for other in after.models:
        if other == name or other not in before.models:
            continue
        did = holds(before.models[name], before.models[other])
        does = holds(after.models[name], after.models[other])
        if does and not did:
            won.append(other)
        elif did and not does:
            lost.append(other)
    return tuple(won), tuple(lost)


def _apart(one: Standing, other: Standing) -> bool:
    return one.rank_worst < other.rank_best or other.rank_worst < one.rank_best


def _since(before: Standing | None, after: Standing | None) -> int | None:
    if after is None or after.votes is None:
        return None
    earlier = 0 if before is None else before.votes
    return None if earlier is None else after.votes - earlier


def _went(moved: int) -> str:
    if not moved:
        return "still at"
    return f"{'up' if moved > 0 else 'down'} {abs(moved)} to"


def _span(standing: Standing) -> str:
    best, worst = standing.rank_best, standing.rank_worst
    return str(best) if best == worst else f"{best}–{worst}"


def _votes(count: int) -> str:
    if count < 0:
        return "1 vote fewer" if count == -1 else f"{-count:,} votes fewer"
    return "1 new vote" if count == 1 else f"{count:,} new votes"


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    told = list(names[:_NAMED])
    if rest := len(names) - len(told):
        return f"{', '.join(told)} and {rest} more"
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
