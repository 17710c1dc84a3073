"""LMArena's arena-human-preference-100k.

Verified against the dataset card: the columns of the first release, and ``conv_metadata, is_code,
is_refusal, dedup_tag, category_tag, judge_hash`` instead of moderation. Messages may carry
``num_tokens``.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._lmarena import row

_KEPT = ("is_code", "is_refusal", "dedup_tag", "category_tag")


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    return row(record, id="question_id", keep=_KEPT)


importer = Importer(
    title="LMArena 100k (arena-human-preference-100k)",
    about="A vote with both conversations; its labels are kept in `extra`.",
    open=_open,
    needs=("question_id", "model_a", "model_b", "winner", "tstamp"),
    one_of=("category_tag", "conv_metadata"),
    lacks=("images", "outcome"),
    unread=("conv_metadata",),
)
