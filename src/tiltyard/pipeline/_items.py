"""Texts to label, as a label reads them; what few rules look at closely is put together then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tiltyard.categories import Hint, Item
from tiltyard.pipeline._hints import Sorted, sort_out

Reads = Literal["prompts", "answers"]
Turns = Sequence[str]


@dataclass(frozen=True, slots=True)
class Items:
    """Texts to label.

    Attributes:
        turns: what is read of each item, prompts or answers. Prompts are each different one once,
            in the order in which they first appear; answers are all there, since they are seldom
            equal.
        prompts: what each item answers, over and over if there are more items; none for prompts.
        places: for each row, its item's place.
        spoken: the places of those that say anything.
    """

    turns: Sequence[Turns]
    prompts: Sequence[Turns] | None
    places: Sequence[int]
    spoken: Sequence[int] = field(init=False)
    _sorted: dict[Hint, Sorted] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        spoken = [place for place, turns in enumerate(self.turns) if _says(turns)]
        object.__setattr__(self, "spoken", spoken)

    @classmethod
    def of(cls, rows: Iterable[Item], reads: Reads) -> Items:
        """The items of these rows, for labels that read prompts or answers."""
        if reads == "prompts":
            return cls.of_prompts([item.prompts for item in rows])
        every = list(rows)
        return cls.of_answers([item.prompts for item in every], [item.answers for item in every])

    @classmethod
    def of_prompts(cls, prompts: Iterable[Turns]) -> Items:
        """What users said, in each row."""
        known: dict[tuple[str, ...], int] = {}
        places = [known.setdefault(tuple(turns), len(known)) for turns in prompts]
        return cls(list(known), None, places)

    @classmethod
    def of_answers(cls, prompts: Sequence[Turns], answers: Sequence[Turns]) -> Items:
        """What models said, once or more to each of the prompts in turn."""
        return cls(answers, prompts, range(len(answers)))

    def __getitem__(self, place: int) -> Item:
        """The item at a place."""
        turns = tuple(self.turns[place])
        if self.prompts is None:
            return Item(turns)
        return Item(tuple(self.prompts[place % len(self.prompts)]), turns)

    def sort_out(self, hint: Hint) -> Sorted:
        """What a hint says of those that say anything; kept, as two rules may have one hint."""
        if hint not in self._sorted:
            self._sorted[hint] = sort_out(hint, [self.turns[place] for place in self.spoken])
        return self._sorted[hint]

    def with_text(self) -> list[Item]:
        """The items that say anything."""
        return [self[place] for place in self.spoken]


def _says(turns: Turns) -> bool:
    return any(text and not text.isspace() for text in turns)
