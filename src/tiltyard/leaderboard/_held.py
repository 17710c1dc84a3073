"""What boards can hold equal among models: prices and sizes, compared by factors of ten."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._query import OF_MODELS, Query
from tiltyard.ratings.model_covariates import SPARE
from tiltyard.records import ModelCard

# Tokens read for each token written, where one price is to stand for both.
READ_PER_WRITTEN = 3.0
# Models that one line needs.
LEAST = 2 + SPARE
# Their ratings are no strengths with errors that are known together.
_WITHOUT_STRENGTHS = ("elo", "win_rate")


def blended_price(card: ModelCard) -> float | None:
    """US dollars for a million tokens, three of four read and one written; None if not known."""
    if card.price_in_usd is None or card.price_out_usd is None:
        return None
    return (READ_PER_WRITTEN * card.price_in_usd + card.price_out_usd) / (READ_PER_WRITTEN + 1)


def holdable(cards: Iterable[ModelCard]) -> Iterator[str]:
    """What can be held equal among these models: it is known of enough of them."""
    listed = list(cards)
    for control in OF_MODELS:
        if sum((_value(control, card) or 0) > 0 for card in listed) >= LEAST:
            yield control


def held_equal(query: Query, cards: Mapping[str, ModelCard]) -> dict[str, dict[str, float]]:
    """The logarithms, base ten, of what the question holds equal, by control and model.

    Models of which it is not known, or zero, are not there: `why_not` says so of them.

    Raises:
        ConfigurationError: the method has no strengths to compare.
    """
    wanted = [control for control in query.control if control in OF_MODELS]
    if wanted and query.method in _WITHOUT_STRENGTHS:
        raise ConfigurationError(
            f"method {query.method!r} cannot hold {wanted[0]} equal, which takes strengths: use "
            "'bradley_terry', or leave the control out"
        )
    return {
        control: {
            name: math.log10(value)
            for name, card in cards.items()
            if (value := _value(control, card)) is not None and value > 0
        }
        for control in wanted
    }


def why_not(query: Query, cards: Mapping[str, ModelCard]) -> dict[str, str]:
    """Why models cannot be compared where something is held equal, in sentences for people."""
    return {
        name: reason
        for name, card in cards.items()
        for reason in reversed([*_reasons(query, card)])  # the first one counts
    }


def _value(control: str, card: ModelCard) -> float | None:
    return blended_price(card) if control == "price" else card.parameters


def _reasons(query: Query, card: ModelCard) -> Iterator[str]:
    words = {"price": "price", "parameters": "size"}
    for control in query.control:
        if control not in OF_MODELS:
            continue
        value = _value(control, card)
        if value is None:
            yield f"Its {words[control]} is not known, and {words[control]} is held equal"
        elif value <= 0:
            yield f"Its {words[control]} is 0, and {words[control]} is compared by factors"
