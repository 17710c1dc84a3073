"""Does an endpoint still serve what it did? Canaries by night, votes by day, alarms for people."""

from __future__ import annotations

from tiltyard.drift._asking import Cost
from tiltyard.drift._compare import NIGHTS_A_YEAR, Verdict
from tiltyard.drift._journal import Alarm, Journal, State
from tiltyard.drift._level import WATCH
from tiltyard.drift._moved import Answer, did_move
from tiltyard.drift._prompts import OURS, Prompts, prompts_of
from tiltyard.drift._service import Drift, Plan, Serve
from tiltyard.drift._votes import Watched
from tiltyard.drift._words import title_of, words_of

__all__ = [
    "NIGHTS_A_YEAR",
    "OURS",
    "WATCH",
    "Alarm",
    "Answer",
    "Cost",
    "Drift",
    "Journal",
    "Plan",
    "Prompts",
    "Serve",
    "State",
    "Verdict",
    "Watched",
    "did_move",
    "prompts_of",
    "title_of",
    "words_of",
]
