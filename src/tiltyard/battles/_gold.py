"""Checks of attention: one of the two models is given another question than the voter's.

Its answer is plainly off the topic, so that a voter who reads prefers the other. Which side it is
was drawn with the pair and is in the commitment; the vote counts on no board. See
docs/decisions/0014-log.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tiltyard.battles._questions import QUESTIONS
from tiltyard.records import Answer, Side
from tiltyard.store import Begun

Choose = Callable[[Sequence[str]], str]

_WORD = re.compile(r"[^\W\d_]{3,}")
# Words with the same beginning are about the same thing, or near enough.
_STEM = 4
_USUAL = frozenset(
    _WORD.findall(
        "all and any are but can did for get had has her him his how its let may not now one our "
        "out she the too use was way who why yes you "
        "about after also been before best could does explain find from give good have help into "
        "just like list long make many more most much need only other people please should some "
        "tell than that their them then there these they thing this time what when where which "
        "will with words would write your"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """How many of a voter's first battles are checks of attention; ``battles`` 0 is none.

    Attributes:
        battles: so many.
        among: the first so many of a voter's battles.
    """

    battles: int = 0
    among: int = 10

    def chance(self, begun: Begun) -> float:
        """That the voter's next battle is one, so that all orders are equally likely."""
        left, room = self.battles - begun.gold, self.among - begun.battles
        return min(1.0, left / room) if left > 0 and room > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """The question that one side is given in a turn, instead of the voter's; none usually."""

    questions: Mapping[Side, str]

    @classmethod
    def of(
        cls, side: Side | None, prompt: str, *, asked: Collection[str] = (), choose: Choose
    ) -> Exchange:
        """One for a turn.

        Args:
            side: which is given another question, if any.
            prompt: the voter's own.
            asked: what that side was asked before.
            choose: picks one of several, at random.
        """
        return cls({} if side is None else {side: unrelated(prompt, asked, choose)})

    def prompt(self, side: Side, usual: str) -> str:
        """What a side is asked."""
        return self.questions.get(side, usual)

    def told(self, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """The answers, with the questions that they are to."""
        return tuple(replace(one, asked=self.questions.get(one.side)) for one in answers)


def unrelated(prompt: str, asked: Collection[str], choose: Choose) -> str:
    """A question that has no word of the prompt that matters, or as few as any has."""
    said = _stems(prompt)
    fresh = [one for one in QUESTIONS if one not in asked] or list(QUESTIONS)
    shared = [len(said & _stems(one)) for one in fresh]
    least = min(shared)
    return choose([one for one, many in zip(fresh, shared, strict=True) if many == least])


def _stems(text: str) -> frozenset[str]:
    words = set(_WORD.findall(text.casefold())) - _USUAL
    return frozenset(word.removesuffix("s")[:_STEM] for word in words)
