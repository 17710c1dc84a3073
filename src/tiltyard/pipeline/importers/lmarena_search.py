"""LMArena's search arena (search-arena-24k, and its first 7,000): models that search the web.

Verified against the published preview: ``model_a, model_b, winner`` (null for half of them),
``judge, turn, timestamp, messages_a, messages_b, system_a_metadata, system_b_metadata,
primary_intent, secondary_intent, languages`` (``language`` in the first release). It has no ids.
The traces of the searches are not read.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._lmarena import row

_KEPT = ("primary_intent", "secondary_intent", "languages")


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    messages = ("messages_a", "messages_b")
    made = row(record, conversations=messages, keep=_KEPT, may_lack_vote=True)
    spoken = record.get("languages")
    if made["language"] is None and isinstance(spoken, list) and spoken:
        made["language"] = spoken[0]
    return made


importer = Importer(
    title="LMArena search (search-arena-24k)",
    about="A conversation with two searching models, half of them with a vote.",
    open=_open,
    needs=("model_a", "model_b", "winner", "messages_a", "messages_b"),
    unread=("system_a_metadata", "system_b_metadata", "conv_metadata"),
    has_ids=False,
)
