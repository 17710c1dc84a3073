"""What a board says of models that were chosen among variants tested in private."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tiltyard.analysis import Ranking
from tiltyard.analysis import Row as Ranked
from tiltyard.ratings.multiplicity import alone, bonferroni
from tiltyard.records import ModelCard

# Votes after its release before a model that was tested in private is no longer provisional.
FRESH = 1_000


def widening(variants: int, level: float) -> float:
    """How many times as wide the interval of one of so many is, so that those of all would hold.

    Bonferroni's rule, which does not ask how the variants depend on each other.
    """
    return bonferroni(level, variants) / alone(level)


def widened(ranking: Ranking, cards: Mapping[str, ModelCard]) -> Ranking:
    """The ranking with wider intervals for models that were chosen among private variants.

    Ratings and ranks stay: they come from votes after the release, which chose nothing.
    """
    if not any(_variants(one, cards) for one in ranking.models):
        return ranking
    models = tuple(_wider(one, cards, ranking.level) for one in ranking.models)
    return replace(ranking, models=models)


def said_of_variants(
    rows: Iterable[Ranked], cards: Mapping[str, ModelCard], level: float
) -> Iterator[str]:
    """What a reader must be told of each of these models."""
    # A page writes the first letter large, so that no sentence may begin with a name.
    for one in rows:
        count = _variants(one, cards)
        if not count:
            continue
        if count == 1:
            yield f"before its release {one.model} was tested in private, alone"
        else:
            yield (
                f"among {count:,} private variants {one.model} was chosen: its interval is "
                f"{widening(count, level):.2f} times as wide as it would be alone (Bonferroni)"
            )
        if one.votes < FRESH:
            yield (
                f"provisional: {one.model} has {one.votes:,.0f} votes from after its release, and "
                f"needs {FRESH:,}; earlier ones do not count for it"
            )


def _variants(one: Ranked, cards: Mapping[str, ModelCard]) -> int:
    card = cards.get(one.model)
    return 0 if card is None or card.variants is None else card.variants


def _wider(one: Ranked, cards: Mapping[str, ModelCard], level: float) -> Ranked:
    count = _variants(one, cards)
    if count < 2:
        return one
    factor = widening(count, level)
    return replace(
        one,
        lower=one.rating - factor * (one.rating - one.lower),
        upper=one.rating + factor * (one.upper - one.rating),
    )
