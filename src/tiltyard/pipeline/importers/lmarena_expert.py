"""LMArena's arena-expert-5k: votes of experts, with the occupations that a prompt belongs to.

Verified against the dataset card: ``id, model_a, model_b, winner, conversation_a, conversation_b,
evaluation_order, full_conversation, language, occupational_tags`` (23 booleans). The card calls the
conversations strings; both JSON text and lists are read. Booleans that stand as columns of their
own, next to each other, are taken for occupations too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._lmarena import row
from tiltyard.pipeline.importers._values import from_json

_OCCUPATIONS = "occupational_tags"
_ELSEWHERE = {"is_code", "anony"}


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    made = row(record, id="id", keep=("evaluation_order", "is_code", "category_tag"))
    made["anonymous"] = True
    tags: Any = from_json(record.get(_OCCUPATIONS), "unreadable occupations")
    if not isinstance(tags, Mapping):
        tags = {key: value for key, value in record.items() if key not in _ELSEWHERE}
    made["extra"]["occupations"] = sorted(key for key, value in tags.items() if value is True)
    return made


importer = Importer(
    title="LMArena expert (arena-expert-5k)",
    about="An expert's vote with both conversations; `occupations` are kept in `extra`.",
    open=_open,
    needs=("id", "model_a", "model_b", "winner", "evaluation_order"),
    lacks=("evaluation_session_id",),
    unread=("conv_metadata", "full_conversation"),
)
