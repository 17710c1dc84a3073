"""What is wrong with a question, and not with the arena, is told to whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tiltyard.errors import (
    BoardError,
    ConfigurationError,
    DataError,
    RatingError,
    UnknownNameError,
)

_WRONG = (ConfigurationError, DataError, RatingError, UnknownNameError)


@contextmanager
def as_board_error() -> Iterator[None]:
    """Inside, an error that the question is to blame for becomes a `BoardError`.

    Raises:
        BoardError: with the same words.
    """
    try:
        yield
    except _WRONG as error:
        raise BoardError(str(error)) from error
