"""Which column of a source holds what: asked for by name, or recognised by a known schema."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tiltyard import registry
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.comparisons import OUTCOMES
from tiltyard.votes._columns import OPTIONAL, Columns
from tiltyard.votes._presets import PRESETS, WINNERS, Preset, preset

CLUSTERS = ("voter", "prompt")
NUMBERS = ("score", "count", "weight")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are.

    Attributes:
        title: which schema it is, for people.
        sides: columns of the two models; missing for rankings.
        ranking: column of rankings, if that is what the source holds.
        winner: column of winners.
        one_hot: three columns instead.
        numbers: columns of score, count and weight, by what they hold.
        clusters: columns by the name of the cluster.
        voted_at: column of times.
        features: names of style features.
        factors: columns of numbers to weight by.
        outcomes: code of each value of the winner column.
        by_name: whether the winner column may name the model itself.
        asked: what the caller named, and so must be good in every row.
    """

    title: str
    sides: tuple[str, str] | None = None
    ranking: str | None = None
    winner: str | None = None
    one_hot: tuple[str, str, str] | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)
    voted_at: str | None = None
    features: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    by_name: bool = False
    asked: frozenset[str] = frozenset()

    def pooled(self, *, keep_time: bool) -> Layout:
        """The same without what pooled counts do not keep."""
        return replace(
            self, clusters={}, features=(), voted_at=self.voted_at if keep_time else None
        )

    def keeping(self, wanted: Collection[str]) -> Layout:
        """The same without voters, prompts and times that are neither wanted nor asked for."""
        unused = {*OPTIONAL} - {*wanted} - self.asked
        clusters = {name: one for name, one in self.clusters.items() if name not in unused}
        return replace(
            self, clusters=clusters, voted_at=None if "voted_at" in unused else self.voted_at
        )

    def sentence(self, left_out: Mapping[str, str]) -> str:
        """What was recognised, for people; ``left_out`` says why of what was not used."""
        parts = [f"{self.title}: {self._result()}"]
        others = {**self.numbers, **self.clusters}
        if self.voted_at:
            others["time"] = self.voted_at
        used = [f"{name} is {column!r}" for name, column in others.items() if name not in left_out]
        if self.features:
            used.append("style is " + ", ".join(map(repr, self.features)))
        if self.factors:
            used.append("weighted by " + ", ".join(map(repr, self.factors)))
        unused = [f"{name} is not used: {reason}" for name, reason in left_out.items()]
        return "; ".join([*parts, *used, *unused])

    def _result(self) -> str:
        if self.sides is None:
            return f"rankings in {self.ranking!r}, best to worst"
        models = f"models in {self.sides[0]!r} and {self.sides[1]!r}"
        if self.one_hot:
            return f"{models}, winner in " + ", ".join(map(repr, self.one_hot))
        return f"{models}, winner in {self.winner!r}" if self.winner else models


def recognise(names: Sequence[str], columns: Columns, *, file: str) -> Layout:
    """The layout of a source with columns of these names.

    Raises:
        DataError: a column is asked for that is not there, or no known schema fits.
        ConfigurationError: a winner value is mapped to something that is no winner.
        UnknownNameError: there is no such preset.
    """
    _require(names, _asked(columns), file)
    given = frozenset(role for role, value in _roles(columns).items() if value)
    asked = given | frozenset(columns.clusters)
    if columns.ranking or ("ranking" in names and not _fitting(names, columns)):
        column = columns.ranking or "ranking"
        if columns.factors:
            raise ConfigurationError(
                f"rankings are not weighted by {columns.factors[0]!r}: use their column 'weight'"
            )
        maybe = _maybe(names, columns, PRESETS["lmarena"])
        return _with_others(Layout("rankings", ranking=column, asked=asked), columns, maybe)
    known = _fitting(names, columns)
    if known is None:
        raise DataError(_unknown(names, columns, file))
    maybe = _maybe(names, columns, known)
    base = Layout(
        title=known.title if not given & {"model_a", "model_b", "winner"} else "votes",
        sides=(columns.model_a or known.sides[0], columns.model_b or known.sides[1]),
        outcomes=_outcomes({**WINNERS, **known.winners, **columns.winners}),
        by_name=known.by_name,
        asked=asked,
    )
    return _with_others(_with_result(base, names, columns, known), columns, maybe)


def _with_result(layout: Layout, names: Sequence[str], columns: Columns, known: Preset) -> Layout:
    if columns.winner is None and columns.score is not None:
        return layout
    if known.one_hot and columns.winner is None:
        return replace(layout, one_hot=known.one_hot)
    winner = columns.winner or known.winner
    return replace(layout, winner=winner if winner in names else None)


def _with_others(layout: Layout, columns: Columns, maybe: Mapping[str, str]) -> Layout:
    """The layout with counts, weights, clusters and times."""
    clusters = {name: maybe[name] for name in CLUSTERS if name in maybe}
    numbers = {name: maybe[name] for name in NUMBERS if name in maybe}
    if (layout.winner or layout.one_hot) and columns.score is None:
        numbers.pop("score", None)  # who won says it already
    if layout.ranking:
        numbers.pop("score", None)
    return replace(
        layout,
        numbers=numbers,
        clusters=clusters | {name: name for name in columns.clusters},
        voted_at=maybe.get("voted_at"),
        factors=columns.factors,
    )


def _fitting(names: Sequence[str], columns: Columns) -> Preset | None:
    """The first known schema whose columns are there, as far as the caller named no others."""
    candidates = [preset(columns.preset)] if columns.preset else [*PRESETS.values()]
    return next((one for one in candidates if _fits(one, names, columns)), None)


def _fits(known: Preset, names: Sequence[str], columns: Columns) -> bool:
    there = set(names)
    sides = (columns.model_a or known.sides[0], columns.model_b or known.sides[1])
    if not {*sides} <= there:
        return False
    if columns.winner or columns.score:
        return True
    if known.one_hot:
        return {*known.one_hot} <= there
    has_score = any(name in there for name in known.maybe.get("score", ()))
    return known.winner in there or has_score


def _maybe(names: Sequence[str], columns: Columns, known: Preset) -> dict[str, str]:
    """Columns that votes may have, by what they hold: as asked, or as the schema calls them."""
    asked = _roles(columns)
    found = {}
    for role in (*NUMBERS, *CLUSTERS, "voted_at"):
        column = asked[role] or next(
            (name for name in known.maybe.get(role, ()) if name in names), None
        )
        if column is not None:
            found[role] = column
    return found


def _roles(columns: Columns) -> dict[str, str | None]:
    return {
        "model_a": columns.model_a,
        "model_b": columns.model_b,
        "winner": columns.winner,
        "score": columns.score,
        "count": columns.count,
        "weight": columns.weight,
        "voter": columns.voter,
        "prompt": columns.prompt,
        "voted_at": columns.voted_at,
        "ranking": columns.ranking,
    }


def _asked(columns: Columns) -> list[str]:
    return [*filter(None, _roles(columns).values()), *columns.clusters, *columns.factors]


def _require(names: Sequence[str], wanted: Sequence[str], file: str) -> None:
    for name in wanted:
        if name not in names:
            hint = registry.nearest(name, list(names))
            raise DataError(f"{file} has no column {name!r}{hint}")


def _outcomes(winners: Mapping[str, str]) -> dict[str, int]:
    known = [winner.value for winner in OUTCOMES]
    for value, winner in winners.items():
        if winner not in known:
            raise ConfigurationError(
                f"the winner value {value!r} is mapped to {winner!r}; it must be one of "
                + ", ".join(map(repr, known))
            )
    return {_as_text(value): known.index(winner) for value, winner in winners.items()}


def _as_text(value: object) -> str:
    """A value as a column of it is read: numbers and truth are text then."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _unknown(names: Sequence[str], columns: Columns, file: str) -> str:
    known = preset(columns.preset) if columns.preset else PRESETS["lmarena"]
    if not names:
        return f"{file} holds no columns: a heading, or the names in each record, must say them"
    shown = ", ".join(map(repr, names[:20])) + (", …" if len(names) > 20 else "")
    result = known.one_hot or (known.winner,)
    return (
        f"{file} does not look like votes: its columns are {shown}; expected "
        f"{', '.join(map(repr, (*known.sides, *result)))}. {_advice(names)}"
    )


def _advice(names: Sequence[str]) -> str:
    """How to say which column is what, with the columns themselves where their names are near."""
    plain = {"".join(filter(str.isalnum, name)).lower(): name for name in names}
    near = {role: plain.get(role.replace("_", "")) for role in ("model_a", "model_b", "winner")}
    if None in near.values():
        return "Say which columns hold model_a, model_b and winner (--model-a COLUMN …)"
    said = ", ".join(f"{role}={name!r}" for role, name in near.items())
    options = " ".join(
        f"--{role.replace('_', '-')} {shlex.quote(str(name))}" for role, name in near.items()
    )
    return f"Say {said} ({options})"
