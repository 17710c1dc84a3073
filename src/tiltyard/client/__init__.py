"""Boards of an arena elsewhere, read over HTTP.

``Client("https://arena.example.org").leaderboard(category="coding")`` is a board as a value; every
answer is also a table, by ``to_polars``. What did not change since it was last asked is not sent
again.
"""

from __future__ import annotations

from tiltyard.client._boards import (
    Card,
    Choice,
    Coefficient,
    Fragility,
    Leaderboard,
    Neighbours,
    Place,
    Record,
    Row,
    Source,
    Unranked,
)
from tiltyard.client._client import Client
from tiltyard.client._consistency import SelfConsistency
from tiltyard.client._log import Checkpoint, Growth, Proof
from tiltyard.client._matrix import Column, Matrix, ModelPage
from tiltyard.client._pairs import Battle, Pair, Pairs, Turn
from tiltyard.client._persuasion import Persuasion, Persuasive, Share
from tiltyard.client._private import Organisation, PrivateModels, Release, Variant
from tiltyard.client._snapshots import Change, Changes, History, Moment, Snapshot, Standing

__all__ = [
    "Battle",
    "Card",
    "Change",
    "Changes",
    "Checkpoint",
    "Choice",
    "Client",
    "Coefficient",
    "Column",
    "Fragility",
    "Growth",
    "History",
    "Leaderboard",
    "Matrix",
    "ModelPage",
    "Moment",
    "Neighbours",
    "Organisation",
    "Pair",
    "Pairs",
    "Persuasion",
    "Persuasive",
    "Place",
    "PrivateModels",
    "Proof",
    "Record",
    "Release",
    "Row",
    "SelfConsistency",
    "Share",
    "Snapshot",
    "Source",
    "Standing",
    "Turn",
    "Unranked",
    "Variant",
]
