"""Models that were renamed or merged: what each is called, by the table in the configuration.

The rows of a dataset keep the names that their source gave. The table is applied whenever rows are
used, so that a changed table changes what comes out and nothing has to be imported again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

import polars as pl

from tiltyard.errors import ConfigurationError
from tiltyard.pipeline._config import Alias

SIDES = ("model_a", "model_b")
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))

Window = tuple[datetime, datetime]


def renamed(rows: pl.DataFrame, aliases: Sequence[Alias]) -> pl.DataFrame:
    """The rows with every model under the name that the aliases give it; nothing else changes.

    An alias of an alias is followed. One with dates holds for rows whose ``created_at`` lies
    within them, the first moment included and the last not; rows without a time keep the name.
    Two models merged may leave a battle of a model with itself, which cleaning drops.

    Args:
        rows: with ``model_a``, ``model_b`` and, if an alias has dates, ``created_at``.
        aliases: in any order.

    Raises:
        ConfigurationError: two aliases say different things of one name at one time, or lead in a
            circle.
    """
    require_sound(aliases)
    for _ in range(_depth(aliases)):
        rows = rows.with_columns(_once(pl.col(one), aliases).alias(one) for one in SIDES)
    return rows


def require_sound(aliases: Sequence[Alias]) -> None:
    """Return if every name means one thing at a time.

    Raises:
        ConfigurationError: see `renamed`.
    """
    for alias in aliases:
        if not alias.name.strip() or not alias.means.strip():
            raise ConfigurationError(
                f"the alias {alias.name!r} means {alias.means!r}: write two names"
            )
        since, until = _window(alias)
        if since >= until:
            raise ConfigurationError(
                f"the alias {alias.name!r} ends ({until:%Y-%m-%d}) before it begins "
                f"({since:%Y-%m-%d}): exchange `since` and `until`"
            )
    for one, other in combinations(aliases, 2):
        if one.name == other.name and _both(_window(one), _window(other)):
            raise ConfigurationError(
                f"the alias {one.name!r} means {one.means!r} and {other.means!r} at the same time: "
                "give them dates that do not overlap, or remove one"
            )
    for alias in aliases:
        _follow(alias, aliases, _window(alias), (alias.name,))


def _once(name: pl.Expr, aliases: Sequence[Alias]) -> pl.Expr:
    """The name after one step."""
    new = name
    for alias in aliases:
        new = pl.when((name == alias.name) & _when(alias)).then(pl.lit(alias.means)).otherwise(new)
    return new


def _when(alias: Alias) -> pl.Expr:
    """Whether a row's time is within the alias's dates; not if it has none and they matter."""
    at, since, until = pl.col("created_at"), _utc(alias.since), _utc(alias.until)
    begun = pl.lit(True) if since is None else at >= since
    ended = pl.lit(False) if until is None else at >= until
    return (begun & ~ended).fill_null(value=False)


def _depth(aliases: Sequence[Alias]) -> int:
    """The most steps that a name may take."""
    return len({alias.name for alias in aliases})


def _follow(
    alias: Alias, aliases: Sequence[Alias], window: Window, passed: tuple[str, ...]
) -> None:
    if alias.means in passed:
        circle = " means ".join(repr(name) for name in (*passed, alias.means))
        raise ConfigurationError(f"the aliases lead in a circle: {circle}; remove one of them")
    for following in aliases:
        shared = _both(window, _window(following))
        if following.name == alias.means and shared:
            _follow(following, aliases, shared, (*passed, alias.means))


def _window(alias: Alias) -> Window:
    return _utc(alias.since) or _EVER[0], _utc(alias.until) or _EVER[1]


def _both(one: Window, other: Window) -> Window | None:
    """The time in which both hold, if there is any."""
    since, until = max(one[0], other[0]), min(one[1], other[1])
    return (since, until) if since < until else None


def _utc(moment: datetime | None) -> datetime | None:
    """A time without a zone is UTC."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=UTC)
