"""The example board: simulated votes, until an arena has its own or somebody removes it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tiltyard import files
from tiltyard.leaderboard._invented import invented_cards, invented_votes
from tiltyard.leaderboard._source import VotesSource
from tiltyard.leaderboard._table import VoteTable
from tiltyard.leaderboard._texts import Conversation, Turn

NAME = "example"
NOTE = (
    "These votes are simulated: no person cast them, and no such models exist. They show what a "
    "board looks like, and go away with the first real vote or when somebody removes them."
)


class Example:
    """The source of simulated votes of an arena.

    Args:
        folder: where it is remembered that the example was removed.
        until: the moment of the last vote, aware; votes go back half a year from it.
        is_wanted: whether the settings let it be shown at all.
    """

    def __init__(self, folder: Path, until: datetime, *, is_wanted: bool = True) -> None:
        self._mark = folder / "example-removed"
        self._until = until
        self._is_wanted = is_wanted
        self._lock = threading.Lock()
        self._cards = invented_cards(until)
        table = VoteTable()
        texts = InventedTexts(table)
        self.source = VotesSource(
            NAME, "Example (simulated votes)", "simulated", table, self._cards, (NOTE,), texts
        )

    @property
    def is_removed(self) -> bool:
        """Whether somebody removed it, or the settings do."""
        return not self._is_wanted or self._mark.exists()

    def remove(self) -> None:
        """Show it no more, from now on and after every restart; removing it twice is fine.

        Raises:
            WriteError: that cannot be remembered.
        """
        files.write_text(
            "The example board was removed; remove this file to see it again.\n", self._mark
        )

    def make(self) -> None:
        """Draw the votes, unless that was done; takes half a second. Call it in any thread."""
        with self._lock:
            if not self.source.table.votes.rows:
                self.source.table.append(invented_votes(self._cards, self._until))


@dataclass(frozen=True, slots=True)
class InventedTexts:
    """Conversations for simulated votes; the same few again and again."""

    table: VoteTable
    shows_unknown: bool = False

    def read(self, ids: Sequence[str], battles: Sequence[str]) -> Mapping[str, Conversation]:
        """See `Texts.read`."""
        votes = self.table.votes
        labels = (
            *_SAMPLES,
            *(f"{name}_{side}" for name in ("refusal", "correct") for side in "ab"),
        )
        flags = {name: votes.column(name) for name in labels if name}
        found = {}
        for id in ids:
            row = int(id.rpartition("-")[2])
            about = next((name for name in _SAMPLES if name and flags[name][row] == 1), "")
            is_right = [bool(flags[f"correct_{side}"][row] == 1) for side in "ab"]
            if about in _WRONG and not all(is_right):
                prompt, wrong, right = _WRONG[about]
                a, b = (right if one else wrong for one in is_right)
            else:
                prompt, *answers = _SAMPLES[about][row % 2]
                a, b = answers if row % 3 else reversed(answers)
            a, b = (
                _REFUSAL if flags[f"refusal_{side}"][row] == 1 else text
                for side, text in (("a", a), ("b", b))
            )
            found[id] = Conversation((Turn(prompt, a, b),))
        return found


_REFUSAL = "I'm sorry, but I can't help with that."
# Where not both answers are right: prompt, a wrong answer, a right one.
_WRONG = {
    "coding": (
        "What does `[1, 2] * 2` give in Python?",
        "`[2, 4]`: every item is doubled.",
        "`[1, 2, 1, 2]`: the list is repeated.",
    ),
    "math": (
        "What is the sum of a half and a third?",
        "Add the tops and the bottoms: 1 + 1 = 2 and 2 + 3 = 5, so **2/5**.",
        "In sixths it is 3/6 + 2/6 = **5/6**.",
    ),
}
# Prompt, one answer, another one: by the label that they are about. All are right.
_SAMPLES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "coding": (
        (
            "Write a Python function that removes repeated items from a list and keeps the order.",
            "```python\ndef unique(items):\n    return list(dict.fromkeys(items))\n```\n"
            "A dictionary keeps its keys in the order in which they came. The items must be "
            "hashable.",
            "```python\ndef unique(items):\n    seen = []\n    for item in items:\n"
            "        if item not in seen:\n            seen.append(item)\n    return seen\n```\n"
            "This works for any items, but is slow for long lists.",
        ),
        (
            "Why does my loop `for i in range(1, 10)` stop at 9?",
            "`range` leaves out its end: `range(1, 10)` counts 1 to 9. Use `range(1, 11)`.",
            "**Short answer:** the second number is where it stops *before*.\n\n"
            "- `range(1, 10)` gives 1 to 9\n- `range(1, 11)` gives 1 to 10",
        ),
    ),
    "math": (
        (
            "What is the sum of the first hundred odd numbers?",
            "The sum of the first n odd numbers is n². For n = 100 that is **10,000**.",
            "Pair the first with the last: 1 + 199 = 200. There are 50 such pairs, so 10,000.",
        ),
        (
            "A tank fills in 6 hours by one pipe and in 3 by another. How long with both?",
            "Together they fill 1/6 + 1/3 = 1/2 of it in an hour, so it takes **2 hours**.",
            "In 6 hours the one fills one tank and the other two: three in 6 hours, one in **2**.",
        ),
    ),
    "creative_writing": (
        (
            "Write two lines about a lighthouse that has been switched off.",
            "It keeps its back to the harbour now,\nand counts the ships by ear.",
            "The lamp is cold, the stairs are bare,\nthe gulls have moved into the glare.",
        ),
        (
            "Give me a first sentence for a story that is set in a library at night.",
            "The returns box had been full of sand for three nights before anyone mentioned it.",
            "When the last reader had left, the books began to put themselves in the wrong order.",
        ),
    ),
    "": (
        (
            "What should I look at when I buy a used bicycle?",
            "Look at the frame for cracks, spin the wheels, try both brakes, and shift through all "
            "gears. Then ride it.",
            "## Checklist\n1. Frame: no cracks or dents\n2. Wheels: straight\n3. Brakes: firm\n"
            "4. Chain: not slack\n\nTake **small change** off the price for worn tyres.",
        ),
        (
            "How do I keep basil alive on a windowsill?",
            "Water it from below when the top of the soil is dry, give it sun, and cut the tops so "
            "that it branches.",
            "Basil from a shop is often too many plants in one pot. Divide them, and water little "
            "and often.",
        ),
    ),
}  # fmt: skip
