"""How alike people judge the same two answers twice, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SelfConsistency:
    """Second votes on answers that a voter had judged days before.

    ``alike`` said the same, ``opposite`` preferred the other model; ``share`` of ``pairs`` is
    alike, from ``lower`` to ``upper`` with 95 %, and None without any.
    """

    pairs: int
    voters: int
    alike: int
    opposite: int
    share: float | None
    lower: float | None
    upper: float | None
