from __future__ import annotations

from collections import Counter

import numpy as np
from scipy.stats import chisquare

from tiltyard.matchmaking import Seeded


def test_every_number_is_as_likely_as_any_other() -> None:
    chance = Seeded(np.random.default_rng(0))
    drawn = Counter(chance.below(7) for _ in range(20_000))
    assert chisquare([drawn[number] for number in range(7)]).pvalue > 0.001


def test_numbers_beyond_64_bits_are_drawn() -> None:
    chance = Seeded(np.random.default_rng(0))
    drawn = [chance.below(2**100) for _ in range(1_000)]
    assert all(0 <= number < 2**100 for number in drawn)
    assert sum(number >= 2**99 for number in drawn) > 400


def test_the_same_seed_gives_the_same_numbers() -> None:
    one, other = (Seeded(np.random.default_rng(3)) for _ in range(2))
    assert [one.below(1_000) for _ in range(20)] == [other.below(1_000) for _ in range(20)]
