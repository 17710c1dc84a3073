"""LMArena's first release, chatbot_arena_conversations (33,000 votes), and FastChat's own votes.

Verified against the dataset card: ``question_id, model_a, model_b, winner, judge, conversation_a,
conversation_b, turn, anony, language, tstamp, openai_moderation, toxic_chat_tag``. Voters agreed to
publication in the terms of use; questions are CC BY 4.0, answers CC BY-NC 4.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._lmarena import is_flagged, row


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    made = row(record, id="question_id")
    made["flagged"] = is_flagged(record)
    tags: Any = record.get("toxic_chat_tag")
    if isinstance(tags, Mapping):
        found = [one.get("flagged") for one in tags.values() if isinstance(one, Mapping)]
        made["extra"]["toxic"] = any(found)
    return made


importer = Importer(
    title="LMArena 33k (chatbot_arena_conversations)",
    about="A vote with both conversations; `flagged` by OpenAI's moderation, `toxic` in `extra`.",
    open=_open,
    needs=("question_id", "model_a", "model_b", "winner", "tstamp"),
    lacks=("conv_metadata", "category_tag", "images", "outcome"),
)
