"""Any table with a vote on each row: the usual names are recognised, others are said."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._conversation import both, turns
from tiltyard.pipeline.importers._lmarena import SPELLINGS, own_id
from tiltyard.pipeline.importers._values import extra, flag, models, moment, name, winner
from tiltyard.registry import nearest

# What a row may hold, and the columns that are taken for it if nothing is said, the first first.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "model_a": ("model_a", "model_1", "left_model"),
        "model_b": ("model_b", "model_2", "right_model"),
        "winner": ("winner", "preference", "vote"),
        "prompt": ("prompt", "question", "instruction"),
        "answer_a": ("answer_a", "response_a", "output_a", "completion_a"),
        "answer_b": ("answer_b", "response_b", "output_b", "completion_b"),
        "conversation_a": ("conversation_a", "messages_a"),
        "conversation_b": ("conversation_b", "messages_b"),
        "voter": ("voter", "judge", "annotator", "worker", "user_id"),
        "time": ("voted_at", "created_at", "tstamp", "timestamp", "time"),
        "system": ("system", "system_prompt"),
        "language": ("language",),
        "flagged": ("flagged",),
        "consent": ("consent",),
        "anonymous": ("anonymous", "anony"),
        "id": (),  # only if it is said: files number their rows from 1, all of them
    }
)
_NEEDED = ("model_a", "model_b", "winner")


def _open(source: Source) -> Reader:
    columns = _columns(source)
    spellings = {**SPELLINGS, **source.winners}
    others = [column for column in source.columns if column not in columns.values()]

    def read(record: Record) -> Row:
        # The same record, by what its columns hold.
        known = {role: record.get(column) for role, column in columns.items()}
        said = _texts(known)
        return {
            **models(known),
            **said,
            "id": own_id(known, "id") if "id" in columns else None,
            "winner": winner(known["winner"], spellings),
            "voter": name(known.get("voter")),
            "created_at": moment(known.get("time")),
            "anonymous": flag(known.get("anonymous")),
            "system": name(known.get("system")) or said.get("system"),
            "flagged": flag(known.get("flagged")),
            "consent": True if source.consent else flag(known.get("consent")),
            "language": name(known.get("language")),
            "extra": {**said.get("extra", {}), **extra(record, others)},
        }

    return read


def _columns(source: Source) -> dict[str, str]:
    """Which column holds what."""
    for role, column in source.mapping.items():
        if role not in COLUMNS:
            raise ConfigurationError(f"nothing is called {role!r}{nearest(role, [*COLUMNS])}")
        if column not in source.columns:
            hint = nearest(column, [*source.columns])
            raise DataError(f"{source.name!r} has no column {column!r}{hint}")
    usual = {role: _first(names, source) for role, names in COLUMNS.items()}
    found = {role: column for role, column in usual.items() if column is not None}
    found.update(source.mapping)
    for role in _NEEDED:
        if role not in found:
            raise DataError(
                f"{source.name!r} has no column for {role}: say which it is, with "
                f"--{role.replace('_', '-')} COLUMN"
            )
    return found


def _first(names: tuple[str, ...], source: Source) -> str | None:
    return next((column for column in names if column in source.columns), None)


def _texts(known: Mapping[str, Any]) -> Row:
    """The turns: of conversations, of lists, or one of a prompt and two answers."""
    a, b = known.get("conversation_a"), known.get("conversation_b")
    if a or b:
        return both(a, b)
    prompt = known.get("prompt")
    said = [prompt, known.get("answer_a"), known.get("answer_b")]
    if isinstance(prompt, list):
        return turns(*said)
    if name(prompt) is None:
        return {}
    return turns(*([one] for one in said))


importer = Importer(
    title="plain votes",
    about="A vote on each row; columns that have no meaning here are kept in `extra`.",
    open=_open,
    needs=_NEEDED,
    has_ids=False,
)
