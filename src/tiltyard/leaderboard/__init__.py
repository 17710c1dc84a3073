"""Votes become boards: any slice of them, any method, with what else differed held equal.

A `Query` says what is asked, a `Source` has the votes, and `Boards` keeps what was computed.
"""

from __future__ import annotations

from tiltyard.leaderboard._account import TOPIC, Account, account_of
from tiltyard.leaderboard._asides import Asides
from tiltyard.leaderboard._battles import BattlePage, ShownBattle, battles
from tiltyard.leaderboard._board import Board, Kind, Row, Unranked, as_dict, card_dict, place_dict
from tiltyard.leaderboard._boards import Boards
from tiltyard.leaderboard._cards import read_cards
from tiltyard.leaderboard._changes import Change, Changes
from tiltyard.leaderboard._choices import GUESTS, Choice, Choices
from tiltyard.leaderboard._compute import Ground, compute, require_method
from tiltyard.leaderboard._consistency import Consistency, consistency, consistency_of
from tiltyard.leaderboard._dataset import CardsOfVoted, DatasetFeed, DatasetSource
from tiltyard.leaderboard._digest import votes_digest
from tiltyard.leaderboard._example import NAME as EXAMPLE
from tiltyard.leaderboard._example import Example
from tiltyard.leaderboard._exchange import STEPS, Exchange
from tiltyard.leaderboard._feed import Feed
from tiltyard.leaderboard._formats import (
    CHANGES,
    HISTORY,
    LABELS,
    MATRIX,
    MODEL_BOARDS,
    PAIRS,
    PERSUASION,
    PUBLISHED,
    SNAPSHOTS,
    SOURCES,
    board_table,
    cards_table,
    table,
    written,
)
from tiltyard.leaderboard._fragile import carried, said_of_order
from tiltyard.leaderboard._gathered import nameable, require_models
from tiltyard.leaderboard._history import History, Moment
from tiltyard.leaderboard._imported import imported
from tiltyard.leaderboard._lists import joined, parted
from tiltyard.leaderboard._matrix import Column, Line, Matrix, columns_of, matrix
from tiltyard.leaderboard._models import Measured, Model, expected, field_of, model
from tiltyard.leaderboard._moved import Moved, moved, with_exclusions
from tiltyard.leaderboard._overview import Labelled, Overview, overview
from tiltyard.leaderboard._pairs import SMALLEST_FACET, Pair, pair
from tiltyard.leaderboard._persuasion import (
    ENOUGH,
    Persuasion,
    Persuasive,
    can_check,
    persuasion,
    persuasion_of,
)
from tiltyard.leaderboard._polls import CONTROL, Poll, Polls, Standing, control_of
from tiltyard.leaderboard._portrait import Portrait, Spend, portrait
from tiltyard.leaderboard._published import Origin
from tiltyard.leaderboard._query import CONTROLS, LISTS, OF_MODELS, Errors, Query
from tiltyard.leaderboard._record import Record, records
from tiltyard.leaderboard._schedule import interval_of, publish
from tiltyard.leaderboard._slice import CONTROLLED, chosen, comparisons
from tiltyard.leaderboard._slice import columns_of as label_columns
from tiltyard.leaderboard._snapshot import Snapshot, canonical, read_board, read_snapshot
from tiltyard.leaderboard._snapshots import Snapshots
from tiltyard.leaderboard._source import Source, VotesSource
from tiltyard.leaderboard._specialities import Placing, placings
from tiltyard.leaderboard._supply import Supply
from tiltyard.leaderboard._table import VoteTable
from tiltyard.leaderboard._terms import Terms, Waiting
from tiltyard.leaderboard._tested import board_with
from tiltyard.leaderboard._texts import ArenaTexts, Conversation, DatasetTexts, Turn
from tiltyard.leaderboard._variants import FRESH, widening
from tiltyard.leaderboard._votes import Votes
from tiltyard.leaderboard._why import reasons
from tiltyard.leaderboard._wins import pair_counts
from tiltyard.leaderboard._words import (
    control_title,
    label_title,
    language_name,
    name_labels,
    title_of,
    without_title,
)
from tiltyard.leaderboard._worth import worth
from tiltyard.leaderboard._wrong import as_board_error
from tiltyard.ratings.fragility import Neighbours

__all__ = [
    "CHANGES",
    "CONTROL",
    "CONTROLLED",
    "CONTROLS",
    "ENOUGH",
    "EXAMPLE",
    "FRESH",
    "GUESTS",
    "HISTORY",
    "LABELS",
    "LISTS",
    "MATRIX",
    "MODEL_BOARDS",
    "OF_MODELS",
    "PAIRS",
    "PERSUASION",
    "PUBLISHED",
    "SMALLEST_FACET",
    "SNAPSHOTS",
    "SOURCES",
    "STEPS",
    "TOPIC",
    "Account",
    "ArenaTexts",
    "Asides",
    "BattlePage",
    "Board",
    "Boards",
    "CardsOfVoted",
    "Change",
    "Changes",
    "Choice",
    "Choices",
    "Column",
    "Consistency",
    "Conversation",
    "DatasetFeed",
    "DatasetSource",
    "DatasetTexts",
    "Errors",
    "Example",
    "Exchange",
    "Feed",
    "Ground",
    "History",
    "Kind",
    "Labelled",
    "Line",
    "Matrix",
    "Measured",
    "Model",
    "Moment",
    "Moved",
    "Neighbours",
    "Origin",
    "Overview",
    "Pair",
    "Persuasion",
    "Persuasive",
    "Placing",
    "Poll",
    "Polls",
    "Portrait",
    "Query",
    "Record",
    "Row",
    "ShownBattle",
    "Snapshot",
    "Snapshots",
    "Source",
    "Spend",
    "Standing",
    "Supply",
    "Terms",
    "Turn",
    "Unranked",
    "VoteTable",
    "Votes",
    "VotesSource",
    "Waiting",
    "account_of",
    "as_board_error",
    "as_dict",
    "battles",
    "board_table",
    "board_with",
    "can_check",
    "canonical",
    "card_dict",
    "cards_table",
    "carried",
    "chosen",
    "columns_of",
    "comparisons",
    "compute",
    "consistency",
    "consistency_of",
    "control_of",
    "control_title",
    "expected",
    "field_of",
    "imported",
    "interval_of",
    "joined",
    "label_columns",
    "label_title",
    "language_name",
    "matrix",
    "model",
    "moved",
    "name_labels",
    "nameable",
    "overview",
    "pair",
    "pair_counts",
    "parted",
    "persuasion",
    "persuasion_of",
    "place_dict",
    "placings",
    "portrait",
    "publish",
    "read_board",
    "read_cards",
    "read_snapshot",
    "reasons",
    "records",
    "require_method",
    "require_models",
    "said_of_order",
    "table",
    "title_of",
    "votes_digest",
    "widening",
    "with_exclusions",
    "without_title",
    "worth",
    "written",
]
