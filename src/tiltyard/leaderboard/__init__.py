"""Votes become boards: any slice of them, any method, with what else differed held equal.

A `Query` says what is asked, a `Source` has the votes, and `Boards` keeps what was computed.
"""

from __future__ import annotations

from tiltyard.leaderboard._account import Account, account_of
from tiltyard.leaderboard._asides import Asides
from tiltyard.leaderboard._battles import BattlePage, ShownBattle, battles
from tiltyard.leaderboard._board import Board, Kind, Row, Unranked, as_dict, card_dict
from tiltyard.leaderboard._boards import Boards
from tiltyard.leaderboard._cards import read_cards
from tiltyard.leaderboard._changes import Change, Changes
from tiltyard.leaderboard._choices import Choice, Choices
from tiltyard.leaderboard._compute import Ground, compute
from tiltyard.leaderboard._dataset import CardsOfVoted, DatasetFeed, DatasetSource
from tiltyard.leaderboard._digest import votes_digest
from tiltyard.leaderboard._example import NAME as EXAMPLE
from tiltyard.leaderboard._example import Example
from tiltyard.leaderboard._exchange import STEPS, Exchange, Exchanged, at_rate, exchange, places
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
    TableFormat,
    board_table,
    cards_table,
    table,
    written,
)
from tiltyard.leaderboard._gathered import nameable, require_models
from tiltyard.leaderboard._held import blended_price
from tiltyard.leaderboard._history import History, Moment
from tiltyard.leaderboard._imported import ImportedSource, imported
from tiltyard.leaderboard._matrix import Column, Line, Matrix, columns_of, matrix
from tiltyard.leaderboard._models import Field, Measured, Meeting, Model, expected, field_of, model
from tiltyard.leaderboard._overview import Labelled, Overview, overview
from tiltyard.leaderboard._pairs import SMALLEST_FACET, Contrast, Facet, Pair, pair
from tiltyard.leaderboard._persuasion import (
    ENOUGH,
    Persuasion,
    Persuasive,
    can_check,
    persuasion,
    persuasion_of,
)
from tiltyard.leaderboard._polls import CONTROL, Poll, Polls, Standing, control_of
from tiltyard.leaderboard._portrait import Met, Portrait, Spend, portrait
from tiltyard.leaderboard._published import Origin
from tiltyard.leaderboard._query import CONTROLS, OF_MODELS, Query
from tiltyard.leaderboard._rebuilt import Rebuilt
from tiltyard.leaderboard._record import Record, records
from tiltyard.leaderboard._schedule import interval_of, publish
from tiltyard.leaderboard._snapshot import Snapshot, canonical
from tiltyard.leaderboard._snapshots import Snapshots
from tiltyard.leaderboard._source import Source, VotesSource
from tiltyard.leaderboard._specialities import Gain, Placing, placings
from tiltyard.leaderboard._supply import Supply
from tiltyard.leaderboard._table import Votes, VoteTable
from tiltyard.leaderboard._texts import ArenaTexts, Conversation, DatasetTexts, Texts, Turn
from tiltyard.leaderboard._value import Spent, Value, spent, values_of
from tiltyard.leaderboard._why import reasons
from tiltyard.leaderboard._wins import pair_counts
from tiltyard.leaderboard._words import (
    control_title,
    label_title,
    language_name,
    title_of,
    without_title,
)
from tiltyard.leaderboard._worth import Worth, worth

__all__ = [
    "CHANGES",
    "CONTROL",
    "CONTROLS",
    "ENOUGH",
    "EXAMPLE",
    "HISTORY",
    "LABELS",
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
    "Contrast",
    "Conversation",
    "DatasetFeed",
    "DatasetSource",
    "DatasetTexts",
    "Example",
    "Exchange",
    "Exchanged",
    "Facet",
    "Feed",
    "Field",
    "Gain",
    "Ground",
    "History",
    "ImportedSource",
    "Kind",
    "Labelled",
    "Line",
    "Matrix",
    "Measured",
    "Meeting",
    "Met",
    "Model",
    "Moment",
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
    "Rebuilt",
    "Record",
    "Row",
    "ShownBattle",
    "Snapshot",
    "Snapshots",
    "Source",
    "Spend",
    "Spent",
    "Standing",
    "Supply",
    "TableFormat",
    "Texts",
    "Turn",
    "Unranked",
    "Value",
    "VoteTable",
    "Votes",
    "VotesSource",
    "Worth",
    "account_of",
    "as_dict",
    "at_rate",
    "battles",
    "blended_price",
    "board_table",
    "can_check",
    "canonical",
    "card_dict",
    "cards_table",
    "columns_of",
    "compute",
    "control_of",
    "control_title",
    "exchange",
    "expected",
    "field_of",
    "imported",
    "interval_of",
    "label_title",
    "language_name",
    "matrix",
    "model",
    "nameable",
    "overview",
    "pair",
    "pair_counts",
    "persuasion",
    "persuasion_of",
    "places",
    "placings",
    "portrait",
    "publish",
    "read_cards",
    "reasons",
    "records",
    "require_models",
    "spent",
    "table",
    "title_of",
    "values_of",
    "votes_digest",
    "without_title",
    "worth",
    "written",
]
