"""Tokens: an estimate from the kinds of characters, close to what a tokenizer of today counts."""

from __future__ import annotations

from tiltyard.style._estimate import tokens
from tiltyard.style._feature import Feature

feature = Feature(
    title="Tokens",
    unit="tokens",
    about=(
        "About as many tokens as o200k_base makes of the answer, by a fixed price for "
        "each kind of character and for the one before it."
    ),
    measure=tokens,
)
