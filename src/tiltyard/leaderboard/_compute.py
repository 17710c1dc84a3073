"""Votes and a question become a board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tiltyard import analysis, ratings
from tiltyard.analysis import Ranking
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._board import Board, Kind, Row, Unranked
from tiltyard.leaderboard._errors import clustered, is_clustered
from tiltyard.leaderboard._held import held_equal, why_not
from tiltyard.leaderboard._left_out import left_out
from tiltyard.leaderboard._query import OF_ANSWERS, Query
from tiltyard.leaderboard._record import Record, records
from tiltyard.leaderboard._slice import CONTROLLED, chosen, comparisons, pooled
from tiltyard.leaderboard._variants import said_of_variants, widened
from tiltyard.leaderboard._votes import Votes
from tiltyard.leaderboard._words import title_of
from tiltyard.ratings import Comparisons, Counts
from tiltyard.records import ModelCard

# The method that holds what differed between answers equal.
CONTEXTUAL = "contextual_bradley_terry"
# A board of fewer votes in all is provisional.
FEW = 300


@dataclass(frozen=True, slots=True)
class Ground:
    """What boards of a source stand on.

    Attributes:
        kind: where the votes come from.
        votes: as they were at a moment.
        cards: what is known of models, by name. A model with votes and no card is shown by its
            name alone; one that is not listed takes part in the fit and is not shown.
        notes: what every reader must be told, such as that the votes are simulated.
        seed: of all that is drawn to compute a board.
    """

    kind: Kind
    votes: Votes
    cards: Mapping[str, ModelCard]
    notes: tuple[str, ...] = ()
    seed: int = 0


def compute(query: Query, ground: Ground, *, computed_at: datetime) -> Board:
    """The board of a slice; the same votes and the same question give the same numbers.

    Ranks the largest group of models that the votes connect.

    Raises:
        UnknownNameError: there is no such label, value, model or method.
        ConfigurationError: parts of the question do not go together.
        RatingError: the method found no answer.
    """
    options, is_pooled = _method(query)
    if is_pooled and not is_clustered(query):
        used = pooled(ground.votes, query)
    else:
        voters = ground.votes.by_epoch if is_clustered(query) else None
        is_timed = query.is_pooled and not is_pooled
        used = comparisons(ground.votes, query, timed=is_timed, voters=voters)
    counts = Counts.of(used)
    shown = _shown(ground, counts.models, query)
    options |= {"level": query.level, "split": True, "shown": shown, "seed": ground.seed}
    options["held_equal"] = held_equal(query, shown)
    ranking, lost = clustered(query, used, options)
    ranking = widened(ranking, shown)
    told = records(counts)
    total = round(counts.votes.sum())
    return Board(
        query=query,
        kind=ground.kind,
        title=title_of(query),
        computed_at=computed_at,
        votes=total,
        source_votes=ground.votes.rows,
        rows=tuple(_row(one, shown, told) for one in ranking.models),
        unranked=_unranked(query, ranking, shown, told),
        sure_blocks=ranking.tied_blocks,
        coefficients=ranking.coefficients,
        errors="voter" if ranking.cluster else "independent",
        notes=(
            *ground.notes,
            *_notes(ground.votes, query, total),
            *left_out(ground.votes, query),
            *_alike(query, used),
            *lost,
            *said_of_variants(ranking.models, shown, ranking.level),
            *ranking.notes,
        ),
        digest=ranking.digest,
        ranking=ranking,
    )


def require_method(query: Query) -> None:
    """Return if the question's method exists, and can hold equal what the question asks for.

    Raises:
        UnknownNameError: there is no such method.
        ConfigurationError: the two do not go together.
    """
    _method(query)
    held_equal(query, {})


def _method(query: Query) -> tuple[dict[str, Any], bool]:
    """What `rank` is told of the method, and whether counts are enough for it."""
    ratings.load(query.method)
    features = [name for name in query.control if name in OF_ANSWERS]
    if not features:
        return {"method": query.method}, not ratings.load(query.method).needs_rows
    if query.method not in ("bradley_terry", CONTEXTUAL):
        raise ConfigurationError(
            f"method {query.method!r} holds nothing equal: use 'bradley_terry' with control, or "
            "leave control out"
        )
    return {"method": CONTEXTUAL, "position": "position" in features}, False


def _notes(votes: Votes, query: Query, used: int) -> Iterator[str]:
    """What the number of votes says of the board."""
    if 0 < used < FEW:
        yield f"provisional: {used:,} {'vote' if used == 1 else 'votes'}"
    measured = [name for name in query.control if name in CONTROLLED]
    if not measured:
        return
    mask = chosen(votes, query)
    asked = votes.rows if mask is None else int(mask.sum())
    if used < asked:
        yield (
            f"{asked - used:,} of {asked:,} votes are left out: of their answers it is not known "
            f"what is to be held equal ({', '.join(measured)})"
        )


def _alike(query: Query, used: Comparisons) -> Iterator[str]:
    """What was to be held equal, and is in all votes anyway."""
    held = () if used.features is None else used.features.names
    wanted = dict.fromkeys(one for name in query.control for one in CONTROLLED.get(name, ()))
    lost = [one.replace("_", " ") for one in wanted if held and one not in held]
    if lost:
        yield f"in no vote did the answers differ in {', '.join(lost)}: nothing is to be held equal"


def _shown(ground: Ground, seen: tuple[str, ...], query: Query) -> dict[str, ModelCard]:
    """The cards of the models that the board may name, by name."""
    names = query.models or tuple(dict.fromkeys([*seen, *ground.cards]))
    cards = {name: ground.cards.get(name, _without_card(name)) for name in names}
    return {name: card for name, card in cards.items() if card.listed}


def _without_card(name: str) -> ModelCard:
    return ModelCard(name, active=False)


def _row(one: analysis.Row, shown: Mapping[str, ModelCard], told: Mapping[str, Record]) -> Row:
    return Row(
        card=shown[one.model],
        rating=one.rating,
        low=one.lower,
        high=one.upper,
        rank_best=one.rank_lower,
        rank_worst=one.rank_upper,
        record=told[one.model],
    )


def _unranked(
    query: Query,
    ranking: Ranking,
    shown: Mapping[str, ModelCard],
    told: Mapping[str, Record],
) -> tuple[Unranked, ...]:
    """The shown models that have no place, with votes or without."""
    missing = "No votes in this slice" if query.is_slice else "No votes yet"
    lacking = why_not(query, shown)
    reasons = {one.model: lacking.get(one.model, one.reason) for one in ranking.unranked}
    ranked = {one.model for one in ranking.models}
    left_out = [
        Unranked(card, told.get(name, Record()).votes, reasons.get(name, missing))
        for name, card in shown.items()
        if name not in ranked
    ]
    return tuple(sorted(left_out, key=lambda one: (-one.votes, one.card.name)))
