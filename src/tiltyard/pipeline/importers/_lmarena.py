"""What the releases of LMArena share: names of columns, and what their values mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiltyard import votes
from tiltyard.pipeline.importers import Record, RefusedRow, Row
from tiltyard.pipeline.importers._conversation import both
from tiltyard.pipeline.importers._values import extra, flag, models, moment, name, winner

SPELLINGS = votes.winners("lmarena")


def row(
    record: Record,
    *,
    id: str | None = None,
    conversations: tuple[str, str] = ("conversation_a", "conversation_b"),
    keep: tuple[str, ...] = (),
    may_lack_vote: bool = False,
) -> Row:
    """A record as a row, by the columns that its release has.

    Args:
        record: as it was read.
        id: the column of its own id, if it has one; rows without a value there are refused.
        conversations: the columns of the two sides' messages.
        keep: columns that are kept as ``extra``.
        may_lack_vote: whether a record without a winner is a conversation without a vote.

    Raises:
        RefusedRow: see `tiltyard.pipeline.importers._values` and `_conversation`.
    """
    has_vote = name(record.get("winner")) is not None or not may_lack_vote
    said = both(*(record.get(column) for column in conversations))
    return {
        **models(record),
        **said,
        "id": None if id is None else own_id(record, id),
        "winner": winner(record.get("winner"), SPELLINGS) if has_vote else None,
        "voter": name(record.get("judge") or record.get("judge_hash")),
        "created_at": moment(record.get("tstamp") or record.get("timestamp")),
        "anonymous": flag(record.get("anony")),
        "language": name(record.get("language")),
        "consent": True,
        "extra": {**said.get("extra", {}), **extra(record, keep)},
    }


def own_id(record: Record, column: str) -> str:
    """The id that a record has in its source.

    Raises:
        RefusedRow: it has none there.
    """
    value = name(record.get(column))
    if value is None:
        raise RefusedRow("missing id", f"{column} is missing")
    return value


def is_flagged(record: Record) -> bool | None:
    """Whether the source's moderation objected, as far as it says."""
    moderation: Any = record.get("openai_moderation")
    return flag(moderation.get("flagged")) if isinstance(moderation, Mapping) else None
