"""Multi-turn: conversations in which the user spoke at least twice."""

from __future__ import annotations

from collections.abc import Sequence

from tiltyard.categories import Category, Item, Rule, Value


def _find(items: Sequence[Item]) -> list[Value | None]:
    return [len(item.prompts) >= 2 if item.prompts else None for item in items]


category = Category(
    title="Multi-turn",
    about="The user sent at least two messages.",
    rule=Rule(_find),
)
