"""Votes become boards: any slice of them, any method, with what else differed held equal.

A `Query` says what is asked, a `Source` has the votes, and `Boards` keeps what was computed.
"""

from __future__ import annotations

from tiltyard.leaderboard._board import Board, Kind, Row, Unranked, as_dict, card_dict
from tiltyard.leaderboard._boards import Boards
from tiltyard.leaderboard._compute import Ground, compute
from tiltyard.leaderboard._query import CONTROLS, Query
from tiltyard.leaderboard._record import Record, records
from tiltyard.leaderboard._source import Source, VotesSource
from tiltyard.leaderboard._table import Votes, VoteTable
from tiltyard.leaderboard._words import control_title, label_title, language_name, title_of

__all__ = [
    "CONTROLS",
    "Board",
    "Boards",
    "Ground",
    "Kind",
    "Query",
    "Record",
    "Row",
    "Source",
    "Unranked",
    "VoteTable",
    "Votes",
    "VotesSource",
    "as_dict",
    "card_dict",
    "compute",
    "control_title",
    "label_title",
    "language_name",
    "records",
    "title_of",
]
