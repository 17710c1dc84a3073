"""Arena-Hard's battles: verdicts of a judge against one baseline.

Verified against a file of Arena-Hard-Auto 0.1: ``question_id, model_a`` (always the baseline),
``model_b, winner``. Each prompt was judged in both orders, and a clear verdict is written three
times: equal rows are different votes. Texts are read from ``question.jsonl`` and
``answers-MODEL.jsonl`` where they lie beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tiltyard.errors import DataError
from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._lmarena import SPELLINGS, own_id
from tiltyard.pipeline.importers._values import models, storable, winner

# Votes that bring their own texts are others'.
_TEXTS = ("prompt", "conversation_a", "messages_a", "answer_a", "response_a")


def _open(source: Source) -> Reader:
    asked = source.beside("question.jsonl", ("question_id", "turns"))
    questions = {str(one["question_id"]): _text(one["turns"]) for one in asked}
    answers: dict[str, dict[str, str | None]] = {}

    def read(record: Record) -> Row:
        pair, question = models(record), own_id(record, "question_id")
        made = pair | {
            "battle": f"{question}:{pair['model_a']}:{pair['model_b']}",
            "winner": winner(record.get("winner"), SPELLINGS),
            "voter": "judge:arena-hard",
            "extra": {"question_id": question},
        }
        if question in questions:
            made["prompts"] = [questions[question]]
            for side in "ab":
                model = pair[f"model_{side}"]
                if model not in answers:
                    answers[model] = _answers(source, model)
                made[f"answers_{side}"] = [answers[model].get(question)]
        return made

    return read


def _answers(source: Source, model: str) -> dict[str, str | None]:
    """One model's answers by question."""
    # A name is what somebody wrote into a file: it must not lead to another folder.
    beside = source.beside(f"answers-{Path(model).name}.jsonl", ("question_id", "choices"))
    return {str(one["question_id"]): _choice(one["choices"]) for one in beside}


def _choice(choices: Any) -> str:  # noqa: ANN401 -- as below
    return _text(choices[0]["turns"] if choices else None)


def _text(turns: Any) -> str:  # noqa: ANN401 -- a list of objects, as the files have it
    """The only turn of a question or an answer."""
    try:
        return storable(turns[0]["content"])
    except (TypeError, KeyError, IndexError) as error:
        raise DataError(f"a file beside the battles is not Arena-Hard's: {error!r}") from None


importer = Importer(
    title="Arena-Hard battles",
    about="A judge's verdict; its texts only where they lie beside it.",
    open=_open,
    needs=("question_id", "model_a", "model_b", "winner"),
    lacks=("judge", "turn", "tstamp", "outcome", "voter", *_TEXTS),
    beside=("question.jsonl", "answers-*.jsonl", "arena_hard_leaderboard*.csv"),
    has_ids=False,
)
