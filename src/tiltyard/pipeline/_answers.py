"""Answers of models that were paid for once: kept on disk, and never asked for again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tiltyard.errors import DataError, WriteError

_AT_ONCE = 500  # SQLite takes some hundreds of values in one question
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, text TEXT NOT NULL, whole INTEGER NOT NULL,
    tokens_in INTEGER, tokens_out INTEGER
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said; ``whole`` unless it was cut off at the most that it may say.

    Token counts are the provider's, None where it gave none.
    """

    text: str
    whole: bool = True
    tokens_in: int | None = None
    tokens_out: int | None = None


class Answers:
    """Replies by key, in a SQLite file that is made when the first is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None

    def known(self, keys: Iterable[str]) -> dict[str, Reply]:
        """The replies that are here, by key."""
        if self._open is None and not self._path.exists():
            return {}
        wanted = list(keys)
        found: dict[str, Reply] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            with self._told() as database:
                rows = database.execute(
                    "SELECT key, text, whole, tokens_in, tokens_out FROM answers "
                    f"WHERE key IN ({marks})",
                    some,
                ).fetchall()
            found |= {key: Reply(text, bool(whole), *tokens) for key, text, whole, *tokens in rows}
        return found

    def keep(self, key: str, model: str, reply: Reply) -> None:
        """Keep a reply; it is on disk when this returns."""
        row = (key, model, reply.text, reply.whole, reply.tokens_in, reply.tokens_out)
        with self._told() as database, database:
            database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @contextmanager
    def _told(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._open is None:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._open = sqlite3.connect(self._path, timeout=30)
                self._open.execute(_TABLE)
            yield self._open
        except sqlite3.OperationalError as error:
            raise WriteError(
                f"answers cannot be kept in {str(self._path)!r}: {error}; those kept before are"
            ) from error
        except (sqlite3.DatabaseError, OSError) as error:
            raise DataError(
                f"{str(self._path)!r} does not hold answers: {error}; move it away"
            ) from error
