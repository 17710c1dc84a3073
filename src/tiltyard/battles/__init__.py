"""Hold a battle: draw two models, stream both answers, take one vote, then reveal.

Blind by type: until a vote or a skip is committed, the only thing that leaves this room is a
`BlindBattle`, which has no field for a name. Pace is part of blindness: both streams are merged
here, not in the page.
"""

from __future__ import annotations

from tiltyard.battles._again import Repeats
from tiltyard.battles._contender import Contender
from tiltyard.battles._counting import BoundedCounting, Bounds, Counting
from tiltyard.battles._draws import Draws
from tiltyard.battles._gold import Gold
from tiltyard.battles._limits import Limits, new_battle_id
from tiltyard.battles._live import End, LiveEvent, Step, Steps
from tiltyard.battles._promise import Promise, Status
from tiltyard.battles._recorder import Receipt
from tiltyard.battles._service import Battles
from tiltyard.battles._state import Action, State, TurnState
from tiltyard.battles._view import (
    AnswerFacts,
    BlindBattle,
    BlindTurn,
    Commitment,
    Reveal,
    RevealedBattle,
)

__all__ = [
    "Action",
    "AnswerFacts",
    "Battles",
    "BlindBattle",
    "BlindTurn",
    "BoundedCounting",
    "Bounds",
    "Commitment",
    "Contender",
    "Counting",
    "Draws",
    "End",
    "Gold",
    "Limits",
    "LiveEvent",
    "Promise",
    "Receipt",
    "Repeats",
    "Reveal",
    "RevealedBattle",
    "State",
    "Status",
    "Step",
    "Steps",
    "TurnState",
    "new_battle_id",
]
