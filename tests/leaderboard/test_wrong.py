"""Who asks for what cannot be had is told, in the words of the error."""

from __future__ import annotations

import pytest

from tiltyard.errors import (
    BoardError,
    ConfigurationError,
    DataError,
    FeatureError,
    StoreError,
    TiltyardError,
    UnknownNameError,
)
from tiltyard.leaderboard import as_board_error


@pytest.mark.parametrize("kind", [ConfigurationError, DataError, FeatureError, UnknownNameError])
def test_what_the_question_is_to_blame_for_is_told(kind: type[TiltyardError]) -> None:
    with pytest.raises(BoardError, match="no such label"), as_board_error():
        raise kind("no such label")


@pytest.mark.parametrize("kind", [StoreError, ValueError])
def test_what_is_wrong_with_the_arena_is_not(kind: type[Exception]) -> None:
    with pytest.raises(kind), as_board_error():
        raise kind("the disk is gone")
