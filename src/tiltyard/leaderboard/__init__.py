"""Votes become a published board: ranked models, the others with the reason, and when it was."""

from __future__ import annotations

from tiltyard.leaderboard._board import Board, Row, Unranked, as_dict, build
from tiltyard.leaderboard._live import LiveBoard

__all__ = ["Board", "LiveBoard", "Row", "Unranked", "as_dict", "build"]
