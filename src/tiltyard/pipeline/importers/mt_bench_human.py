"""MT-Bench human judgements (mt_bench_human_judgments), and GPT-4's on the same answers.

Verified against the dataset card: ``question_id, model_a, model_b, winner, judge, conversation_a,
conversation_b, turn``. Every row has the whole conversation of two turns, and ``turn`` says which
of them was judged: a judgement of the first concerns the first alone. One judge may have judged a
pair more than once, so rows have no ids. CC BY 4.0.
"""

from __future__ import annotations

from tiltyard import votes
from tiltyard.pipeline.importers import Importer, Reader, Record, RefusedRow, Row, Source
from tiltyard.pipeline.importers._conversation import both
from tiltyard.pipeline.importers._lmarena import own_id
from tiltyard.pipeline.importers._values import models, name, number, winner

_SPELLINGS = votes.winners("mt-bench")
_GPT = "gpt"


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    turn, judge = number(record.get("turn")), name(record.get("judge"))
    if turn not in (1, 2):
        raise RefusedRow("unknown turn", f"turn is {record.get('turn')!r} and not 1 or 2")
    said = both(record.get("conversation_a"), record.get("conversation_b"), turns=turn)
    pair, question = models(record), own_id(record, "question_id")
    return {
        **pair,
        **said,
        "battle": ":".join((str(question), *pair.values(), str(turn))),
        "winner": winner(record.get("winner"), _SPELLINGS),
        "voter": f"judge:{judge}" if judge and judge.startswith(_GPT) else judge,
        "consent": True,
        "extra": {**said.get("extra", {}), "question_id": question},
    }


importer = Importer(
    title="MT-Bench human judgements",
    about="A judgement on the first turn, or on both; GPT-4's have the voter `judge:gpt4_pair`.",
    open=_open,
    needs=("question_id", "model_a", "model_b", "winner", "judge", "turn", "conversation_a"),
    lacks=("tstamp", "timestamp", "language"),
    has_ids=False,
)
