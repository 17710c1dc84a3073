"""LMArena's VisionArena-Battle: votes on conversations about pictures.

Not verified: the dataset asks for a login, and its card does not list the columns. Read are the
columns of the other releases with ``images`` beside them, ids in ``question_id``,
``conversation_id`` or ``id``, voters in ``judge`` or ``user_id``, and messages in lists by turn.
Pictures are counted, not kept.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, RefusedRow, Row, Source
from tiltyard.pipeline.importers._lmarena import row
from tiltyard.pipeline.importers._values import name

_IDS = ("question_id", "conversation_id", "id")
_KEPT = ("categories", "is_code", "is_refusal", "is_captioning", "is_ocr", "category_tag")


def _open(source: Source) -> Reader:
    id = next((column for column in _IDS if column in source.columns), None)

    def read(record: Record) -> Row:
        if id is None:
            raise RefusedRow("missing id", f"there is none of the columns {', '.join(_IDS)}")
        made = row(record, id=id, keep=_KEPT)
        made["voter"] = made["voter"] or name(record.get("user_id"))
        made["images"] = max(made.get("images") or 0, record.get("images") or 0)
        return made

    return read


importer = Importer(
    title="LMArena vision (VisionArena-Battle)",
    about="A vote with both conversations; pictures are counted in `images` and not kept.",
    open=_open,
    needs=("model_a", "model_b", "winner", "images", "conversation_a", "conversation_b"),
    one_of=_IDS,
    lacks=("outcome",),
    lengths=("images",),
    unread=("conv_metadata",),
)
