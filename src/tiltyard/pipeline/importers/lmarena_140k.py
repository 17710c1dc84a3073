"""LMArena's arena-human-preference-140k.

Verified against the dataset card: ``id, model_a, model_b, winner`` (with ``both_bad``),
``evaluation_session_id, evaluation_order, conversation_a, conversation_b`` (content is a list of
parts), ``full_conversation, conv_metadata, category_tag, language, is_code, timestamp``. After each
vote other models are drawn, so that every row is a battle of its own. ``full_conversation``, which
holds other models' earlier answers, is not read.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._lmarena import row

_KEPT = ("evaluation_session_id", "evaluation_order", "category_tag", "is_code")


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    # Every vote of this release was cast on anonymous models.
    return row(record, id="id", keep=_KEPT) | {"anonymous": True}


importer = Importer(
    title="LMArena 140k (arena-human-preference-140k)",
    about="A vote with both conversations of its round; session and labels are kept in `extra`.",
    open=_open,
    needs=("id", "model_a", "model_b", "winner", "evaluation_session_id"),
    unread=("conv_metadata", "full_conversation"),
)
