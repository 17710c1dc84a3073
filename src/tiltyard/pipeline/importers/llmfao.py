"""LLMFAO: judgements of a crowd, and of two GPT models, on the answers of 59 models.

Verified against the files: ``crowd-comparisons.csv`` (``id, prompt, model_x, model_y, worker,
winner, left, right``), ``gpt4-`` and ``gpt3-crowd-comparisons.csv`` (the same without ``worker``),
``prompts.jsonl`` (``id, text``) and ``results.jsonl`` (``name, prompt, result``). The texts are
read from the last two, where they lie beside the votes. CC BY 4.0.
"""

from __future__ import annotations

from tiltyard import votes
from tiltyard.pipeline.importers import Importer, Reader, Record, RefusedRow, Row, Source
from tiltyard.pipeline.importers._lmarena import own_id
from tiltyard.pipeline.importers._values import models, name, storable, winner

_SPELLINGS = votes.winners("llmfao")
_SIDES = ("left", "right")
_JUDGES = {"gpt4-crowd-comparisons": "judge:gpt-4", "gpt3-crowd-comparisons": "judge:gpt-3.5-turbo"}


def _open(source: Source) -> Reader:
    asked = source.beside("prompts.jsonl", ("id", "text"))
    prompts = {str(one["id"]): one["text"] for one in asked}
    answers = {
        (str(one["prompt"]), str(one["name"])): one["result"]
        for one in source.beside("results.jsonl", ("prompt", "name", "result"))
    }
    judge = _JUDGES.get(source.name.partition(".")[0])

    def read(record: Record) -> Row:
        voter = judge or name(record.get("worker"))
        if voter is None:
            raise RefusedRow("missing voter", "it does not say which worker judged")
        pair, prompt = own_id(record, "id"), own_id(record, "prompt")
        made = models(record, _SIDES)
        made = dict(zip(("model_a", "model_b"), made.values(), strict=True))
        if prompt in prompts:
            made["prompts"] = [storable(prompts[prompt])]
            for side, model in (("answers_a", made["model_a"]), ("answers_b", made["model_b"])):
                answer = answers.get((prompt, model))
                made[side] = [None if answer is None else storable(answer)]
        return made | {
            "id": f"{pair}:{voter}",
            "battle": pair,
            "winner": winner(record.get("winner"), _SPELLINGS),
            "voter": voter,
            "anonymous": None,
            "consent": True,
            "extra": {"prompt": prompt},
        }

    return read


importer = Importer(
    title="LLMFAO (crowd-comparisons)",
    about="A judgement on two answers to one prompt; GPT's have voters `judge:…`.",
    open=_open,
    needs=("id", "prompt", "left", "right", "winner", "model_x", "model_y"),
    beside=("prompts.jsonl", "results.jsonl", "models.jsonl", "llmfao-golden.csv"),
)
