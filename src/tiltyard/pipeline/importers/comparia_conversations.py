"""compar:IA's comparia-conversations: conversations with two models, without votes.

Verified in part: the columns that it shares with comparia-votes are those of its source code, and
its card names ``languages, categories, keywords, mode`` and counts of tokens and energy. Rows have
no winner, so that cleaning leaves them out of what is ranked; they can be labelled and looked at.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._comparia import SIDES, row
from tiltyard.pipeline.importers._lmarena import own_id

_KEPT = ("short_summary", "total_conv_a_output_tokens", "total_conv_b_output_tokens")


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    return row(record, keep=_KEPT) | {"id": own_id(record, "conversation_pair_id")}


importer = Importer(
    title="compar:IA conversations (comparia-conversations)",
    about="Two conversations without a vote.",
    open=_open,
    needs=("conversation_pair_id", *SIDES, "conversation_a", "conversation_b"),
    lacks=("chosen_model_name", "refers_to_model"),
)
