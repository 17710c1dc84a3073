"""Answers in which a model says what it is, or who made it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

import polars as pl

from tiltyard.pipeline.steps import REASON, RowStep
from tiltyard.pipeline.steps import _names as names
from tiltyard.pipeline.steps._claims import CUE, TALK_OF_AI, Claim, claims
from tiltyard.pipeline.steps._names import Name

_SIDES = ("a", "b")
_FENCE = r"(?s)```.*?(?:```|\z)"
# A sentence; a dot within a word or number ends none.
_WITHIN = r"(?:[^\n.!?。！？]|[.!?][^\s])*"
_LONGEST = 4_000  # characters of a sentence; more are no sentence
_NEAR = 400  # characters around a sentence in which talk of AI supports it
_SIGNED = re.compile(r"\s*[*_#\[]*⟦0⟧[*_\]]*\s*:")
# The user told the model who to be, so that its saying so tells nothing.
_ASSIGNED = (
    r"(?:(?<!think )(?<!sure )(?<!guess )\byou are|\byou['’]re|\byou['’]ll be|\bact as|"
    r"\bpretend\w*|\brole-?play\w*|"
    r"\bimagine|\byour name is|\bcall yourself|\bspeak as|\bbehave (?:like|as)|\bas if you were|"
    r"\bimpersonate|"
    r"\btu es|\bdu bist|\beres|\bsei|\bvocê é|你是|扮演|あなたは)(?:\s+(?:to be|that|you are|now|"
    r"as|an?|"
    r"the|called|named|like))*"
    r"[\s\"'“:,]*"
)
# The user asked for a text, in which anybody may say anything.
_ASKED_FOR_TEXT = re.compile(
    r"\b(?:write|compose|draft|story|stories|dialogues?|conversation between|scripts?|poem|song|"
    r"joke|lyrics|novel|scene|"
    r"debate between|battle between|interview|translate|rewrite|rephrase|paraphrase|summari[sz]e|"
    r"proofread|correct|"
    r"simulate|imagine|pretend\w*|role-?play\w*|act as|impersonate|repeat|say|quote|"
    r"écri[st]\w*|traduis\w*|dialogue|schreib\w*|übersetz\w*|escrib\w*|traduc\w*|scrivi|traduci|"
    r"escrev\w*|traduz\w*|"
    r"напиши|переведи)\b|写|翻译|翻譯|故事|对话|書いて|訳して|써|번역",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Identity(RowStep):
    """A model told the voter which it is.

    What counts is that an answer speaks of itself ("I am ChatGPT", "trained by OpenAI"), or is
    signed by its model's name. A name that merely occurs is none, the user's own words never
    count, and neither do names that the user gave to the model, or in a text that the user asked
    for.

    Attributes:
        words: further names, of models that the step does not know.
        mentions: whether any name that means nothing else counts, wherever an answer has it, unless
            the user wrote it: stricter, and many answers about language models leave.
    """

    about: ClassVar[str] = "an answer says which model it is, or who made it"
    reasons: ClassVar[tuple[str, ...]] = ("identity told", "model or maker mentioned")
    measures: ClassVar[tuple[str, ...]] = (
        *("model_a", "model_b", "prompts", "answers_a", "answers_b"),
    )

    words: tuple[str, ...] = ()
    mentions: bool = False

    def measure(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The reason of each row."""
        rows = rows.with_row_index("row")
        sentences = self._sentences(rows)
        reasons: dict[int, str] = {}
        for one in sentences.iter_rows(named=True):
            if reasons.get(one["row"]) != self.reasons[0]:
                reason = self._reason(one)
                if reason is not None:
                    reasons[one["row"]] = reason
        found = pl.DataFrame(
            {"row": list(reasons), REASON: list(reasons.values())},
            schema={"row": pl.UInt32, REASON: pl.String},
        )
        return rows.select("row").join(found, on="row", how="left", maintain_order="left")[[REASON]]

    def _sentences(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Sentences with a name, or in which a claim may be: what Python has to look at."""
        models = pl.concat([rows["model_a"], rows["model_b"]]).drop_nulls().unique().to_list()
        either = "|".join(map(re.escape, names.searched(models, self.words)))
        found = []
        for side in _SIDES:
            answers = (
                rows.select("row", text=f"answers_{side}")
                .explode("text")
                .filter(pl.col("text").str.contains(f"(?i){either}"))
                .with_columns(pl.col("text").str.replace_all(_FENCE, " "))
            )
            held = answers.with_columns(
                sentence=pl.col("text").str.extract_all(rf"(?i){_WITHIN}(?:{either}){_WITHIN}")
            ).explode("sentence")
            if not self.mentions:
                cue, signed = (
                    pl.col("sentence").str.contains(CUE),
                    pl.col("sentence").str.contains(":"),
                )
                held = held.filter(cue | signed)
            found.append(held.drop_nulls("sentence"))
        asked = rows.select("row", "prompts", "model_a", "model_b")
        return pl.concat(found).join(asked, on="row", how="left", maintain_order="left")

    def _reason(self, one: dict[str, Any]) -> str | None:
        """Why a row leaves by one of its sentences, if it does."""
        seen = _Seen.of(one, self.words)
        if not seen.found:
            return None
        if any(map(seen.believes, claims(seen.marked, seen.found))) or seen.is_signed():
            return self.reasons[0]
        if self.mentions and any(name.is_sure and not seen.says(name) for name in seen.found):
            return self.reasons[1]
        return None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sentence with its answer, and what the user said before."""

    answer: str
    sentence: str
    marked: str
    found: list[Name]
    own: frozenset[str]
    asked: str

    @classmethod
    def of(cls, one: dict[str, Any], words: tuple[str, ...]) -> _Seen:
        models = [model for model in (one["model_a"], one["model_b"]) if model]
        own = {name.lower() for model in models for name in names.of_model(model)}
        sentence = one["sentence"][:_LONGEST]
        marked, found = names.mark(sentence, models, words)
        asked = "\n".join(turn for turn in one["prompts"] or () if turn)
        return cls(one["text"], sentence, marked, found, frozenset(own), asked)

    def believes(self, claim: Claim) -> bool:
        """The model means itself, and not what the user asked it to say."""
        if claim.is_weak and self.says(claim.name):
            return False
        if not (claim.is_plain or claim.name.text.lower() in self.own or self._is_about_ai()):
            return False
        return not self._was_asked_to(claim.name)

    def is_signed(self) -> bool:
        """The answer begins with its model's name, as a line of a play does."""
        first = self.found[0]
        if first.kind != "model" or not (first.is_sure or first.text.lower() in self.own):
            return False
        begins = self.answer.lstrip().startswith(self.sentence.strip())
        return begins and bool(_SIGNED.match(self.marked)) and not self.says(first)

    def says(self, name: Name) -> bool:
        """The user wrote the name."""
        return name.text.lower() in self.asked.lower()

    def _was_asked_to(self, name: Name) -> bool:
        """The user gave this name to the model, or asked for a text and named it there."""
        if not self.says(name):
            return False
        assigned = re.search(_ASSIGNED + re.escape(name.text), self.asked, re.IGNORECASE)
        return bool(assigned) or bool(_ASKED_FOR_TEXT.search(self.asked))

    def _is_about_ai(self) -> bool:
        """There is talk of AI close by, so that a word is meant as a model's name."""
        begin = max(self.answer.find(self.sentence), 0)
        near = self.answer[max(begin - _NEAR, 0) : begin + len(self.sentence) + _NEAR]
        return bool(TALK_OF_AI.search(near))


step = Identity()
