"""Emoji."""

from __future__ import annotations

from tiltyard.style._emoji import count
from tiltyard.style._feature import Feature

feature = Feature(
    title="Emoji",
    unit="emoji",
    about=("Pictures as they are seen: a joined sequence, a flag, or one with a skin tone is one."),
    measure=count,
)
