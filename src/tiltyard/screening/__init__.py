"""Whose votes a person should look at, why, and what was decided about them.

Read from the log alone: a voter is a pseudonym here, and only the database knows whose it is.
"""

from __future__ import annotations

from tiltyard.screening._ballots import Ballots
from tiltyard.screening._findings import Finding, Findings, OfModel, find
from tiltyard.screening._moderation import Case, Moderation
from tiltyard.screening._reviews import DISMISSALS, EXCLUSIONS, RESTORATIONS, Review
from tiltyard.screening._schedule import nightly
from tiltyard.screening._words import against, capital, short

__all__ = [
    "DISMISSALS",
    "EXCLUSIONS",
    "RESTORATIONS",
    "Ballots",
    "Case",
    "Finding",
    "Findings",
    "Moderation",
    "OfModel",
    "Review",
    "against",
    "capital",
    "find",
    "nightly",
    "short",
]
