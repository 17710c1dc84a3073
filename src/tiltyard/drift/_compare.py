"""Whether a night's answers differ from those of the first nights more than by chance."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

import numpy as np

from tiltyard.drift._grams import kernel
from tiltyard.drift._nights import Night
from tiltyard.ratings.two_samples import Stratum, discrepancy

# A test is at the level that was stated for a year, shared out among the nights of one.
NIGHTS_A_YEAR = 366
# A p-value is found by so many permutations that it could be five times below its level; one that
# is far above is known to be so after some that reach the value.
_FINER = 5
_ENOUGH = 20
# Examples that are shown of what was answered then and now.
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one night says.

    Attributes:
        day: of the night.
        value: squared maximum mean discrepancy to the reference nights, the mean over questions.
        p_value: how often chance alone makes it so large.
        level: below which it counts.
        questions: how many were compared.
        reference: the days of the reference nights.
        new_models: names that the endpoint gave of what it serves, none of them known before;
            ``new_fingerprints``: likewise.
        examples: question, an answer then, and one now: where they differ most.
    """

    day: date
    value: float
    p_value: float
    level: float
    questions: int
    reference: tuple[date, ...]
    new_models: tuple[str, ...] = ()
    new_fingerprints: tuple[str, ...] = ()
    examples: tuple[tuple[int, str, str], ...] = ()

    @property
    def is_other(self) -> bool:
        """Whether the answers are others."""
        return self.p_value <= self.level


def reference_of(
    nights: Iterable[Night], night: Night, many: int, *, after: date | None = None
) -> list[Night]:
    """The first so many usable nights of the same questions; fewer if there are fewer.

    No more of the nights are looked at than that takes.

    Args:
        nights: all of the version, in order.
        night: what is to be compared.
        many: how many.
        after: only later ones: what was before was dismissed.
    """
    before = takewhile(lambda one: one.day < night.day, nights)
    later = (one for one in before if after is None or one.day > after)
    return list(islice((one for one in later if one.key == night.key and one.is_usable), many))


def judge(night: Night, reference: Sequence[Night], *, version: str, yearly: float) -> Verdict:
    """What a night says beside its reference, of at least one night.

    Args:
        night: usable.
        reference: usable nights of the same questions.
        version: the version's digest; with the day it seeds the permutations.
        yearly: probability that a model that never changes has a false alarm in a year.
    """
    level = yearly / NIGHTS_A_YEAR
    seed = hashlib.sha256(f"{version} {night.day.isoformat()}".encode()).digest()
    strata, questions = [], []
    for prompt in range(night.prompts):
        then = [text for one in reference for text in one.good(prompt)]
        now = night.good(prompt)
        if min(len(then), len(now)) >= 2:
            strata.append(Stratum(kernel([*then, *now]), len(then)))
            questions.append((prompt, then, now))
    if not strata:
        value, p_value = 0.0, 1.0
    else:
        found = discrepancy(
            strata,
            rng=np.random.default_rng(int.from_bytes(seed[:8], "big")),
            most=math.ceil(_FINER / level),
            enough=_ENOUGH,
        )
        value, p_value = found.value, found.p_value
    return Verdict(
        day=night.day,
        value=value,
        p_value=p_value,
        level=level,
        questions=len(strata),
        reference=tuple(one.day for one in reference),
        new_models=_new("served_model", night, reference),
        new_fingerprints=_new("fingerprint", night, reference),
        examples=_examples(strata, questions) if p_value <= level else (),
    )


def _new(name: str, night: Night, reference: Sequence[Night]) -> tuple[str, ...]:
    """What the endpoint told of itself this night, if it told none of that before.

    Several names or fingerprints that come and go, as those of machines behind one address do,
    are no change while one of them is known.
    """
    before, now = (
        {getattr(one, name) for each in nights for one in each.given.values()} - {None}
        for nights in (reference, [night])
    )
    return tuple(sorted(now)) if before and now and not before & now else ()


def _examples(
    strata: Sequence[Stratum], questions: Sequence[tuple[int, list[str], list[str]]]
) -> tuple[tuple[int, str, str], ...]:
    """Of the questions whose answers moved most, the answer of each kind most like its own."""
    moved = sorted(range(len(strata)), key=lambda at: -_apart(strata[at]))
    found = []
    for at in moved[:_EXAMPLES]:
        prompt, then, now = questions[at]
        one = strata[at]
        typical = one.kernel[: one.first, : one.first].sum(axis=1).argmax()
        novel = one.kernel[one.first :, : one.first].sum(axis=1).argmin()
        found.append((prompt, then[int(typical)], now[int(novel)]))
    return tuple(found)


def _apart(one: Stratum) -> float:
    x = one.first
    then, now, across = one.kernel[:x, :x], one.kernel[x:, x:], one.kernel[:x, x:]
    return float(then.mean() + now.mean() - 2 * across.mean())
