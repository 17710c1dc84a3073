"""What compar:IA's votes and conversations share."""

from __future__ import annotations

from tiltyard.pipeline.importers import Record, Row
from tiltyard.pipeline.importers._conversation import both
from tiltyard.pipeline.importers._values import extra, models, moment, name

SIDES = ("model_a_name", "model_b_name")
KEPT = ("selected_category", "is_unedited_prompt", "mode", "keywords", "categories", "languages")


def row(record: Record, keep: tuple[str, ...] = ()) -> Row:
    """A record as a row without its winner and id; the system prompt if both sides had the same.

    Raises:
        RefusedRow: a model or a conversation cannot be read.
    """
    said = both(record.get("conversation_a"), record.get("conversation_b"))
    told = {name(record.get(f"system_prompt_{side}")) for side in "ab"}
    system = said.get("system") or (told.pop() if len(told) == 1 else None)
    return {
        **models(record, SIDES),
        **said,
        "system": system,
        "battle": name(record.get("conversation_pair_id")),
        "voter": name(record.get("visitor_id")) or name(record.get("session_hash")),
        "created_at": moment(record.get("timestamp")),
        "anonymous": True,
        "consent": True,
        "language": _language(record),
        "extra": {**said.get("extra", {}), **extra(record, (*KEPT, *keep))},
    }


def _language(record: Record) -> str | None:
    spoken = record.get("languages")
    return spoken[0] if isinstance(spoken, list) and len(spoken) == 1 else None
