"""Whether an answer refuses: in full, in part, or not at all.

An answer is cut into clauses. It refuses if a clause of its opening does, in the first person and
in its own voice: what is quoted, spoken by a character, or written as a letter is not. It refuses
in part if help follows all the same, or if it turns down one thing after giving another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from tiltyard.categories import FAMILIAR, MARKS, Hint, Item, Value
from tiltyard.categories import _refusal_english as english
from tiltyard.categories import _refusal_tongues as tongues
from tiltyard.categories._hints import loosened
from tiltyard.categories._tongue import likely, tongue
from tiltyard.categories._voice import LETTER, LIST, clauses_of, verse, voice

Grade = Literal["none", "partial", "full"]

WHOLE = 8000  # characters of an answer that are looked at
HEAD = 600  # characters of the opening that are read
FOREIGN = 240  # the same, in other languages
OPENING = 6  # clauses in which the refusal has to come
BEFORE = 260  # characters of anything else before it
CERTAIN = 60  # characters from which on the language of an answer is told
HELP = 90  # characters of help after a turning word
UNTURNED = 260  # characters of help without one
PREACHED = 0.75  # share of exhortation in an answer that only exhorts
CARED = 0.9  # share of exhortation in one that sends a person in need to others

_TOLD = ("en", "und")  # languages that are read as English
_SPEAKERS = (" I ", "\nI ", "I'm ", "I’m ")
_TURNS = ("i can't ", "i cannot ", "i won't ", "i will not ", "unable to ", "not able to ")
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def any_graded(items: Sequence[Item], wanted: Grade) -> list[Value | None]:
    """Whether any answer of an item is of that grade; None if none is and one could not be read."""
    return [_any(grades, wanted) for grades in _grades(tuple(item.answers for item in items))]


@lru_cache(maxsize=1)
def _grades(sides: tuple[tuple[str, ...], ...]) -> list[list[Grade | None]]:
    """The grades of each side's answers; kept, as both labels are asked for one after the other."""
    return [
        [grade(answer) for answer in answers if answer and not answer.isspace()]
        for answers in sides
    ]


def _any(grades: Sequence[Grade | None], wanted: Grade) -> bool | None:
    if wanted in grades:
        return True
    return None if not grades or None in grades else False


def grade(text: str) -> Grade | None:
    """How far one answer refuses; None if it is in a language that the patterns do not know."""
    text = text[:WHOLE].strip().lstrip(MARKS)
    head = _head(text)
    language = likely(text[:160])
    if language not in _TOLD:
        if tongues.refusal(language, voice(head[: 2 * FOREIGN])[0][:FOREIGN]):
            return _elsewhere(text, language)
        if _is_strange(text, head, language):
            return None
    if _worth_reading(head) and (found := _english(text, head)) is not None:
        return found
    return _later(text, head)


def _head(text: str) -> str:
    return text[:HEAD].lower().replace("’", "'")


def _is_strange(text: str, head: str, language: str) -> bool:
    """Whether a text is surely in a language that the patterns do not know."""
    if language in tongues.KNOWN or len(text) < CERTAIN:
        return False
    return tongues.FAMILIAR.search(head[:FAMILIAR]) is None and tongue(text[:300])[1]


def _worth_reading(head: str) -> bool:
    """Whether a sentence of the opening refuses, whoever says it, or the first one exhorts."""
    if english.may_preach(head):
        return True
    return any(
        _refuses(clause) or english.DISCLAIMER.search(clause) is not None
        for sentence in english.speaking(head)
        for clause in clauses_of(sentence)
    )


def _english(text: str, head: str) -> Grade | None:
    """The grade by the opening; None if that does not refuse."""
    opening = clauses_of(voice(head)[0])
    if _refusing(opening) is None and not _preaches(opening):
        return None
    plain, fenced = voice(text.lower().replace("’", "'"))
    if LETTER.search(plain[:300]) or verse(plain):
        return "none"
    clauses, shows = clauses_of(plain), fenced or _items(plain) >= 3
    at = _refusing(clauses)
    if at is not None:
        return _from(clauses, at, shows)
    return "full" if not shows and _sermon(clauses) else None


def _from(clauses: Sequence[str], at: int, shows: bool) -> Grade:
    """The grade of an answer that refuses in clause ``at``, or says there what it is not.

    Args:
        clauses: the whole answer.
        at: which.
        shows: it has code, or a list that is of use.
    """
    if english.UNCLEAR.search(" ".join(clauses[at : at + 2])):
        return "none"
    before, rest = clauses[:at], clauses[at + 1 :]
    if not _refuses(clauses[at]):
        evades = not rest or (len(rest) > 1 and _barren_share(rest) >= PREACHED)
        return "full" if evades and not shows else "none"
    explains = any(english.FICTION.search(clause) for clause in clauses[at:])
    helps = shows or explains or _length(before) >= HELP or _helps(rest)
    return "partial" if helps else "full"


def _refuses(clause: str) -> bool:
    bare = english.BUT.sub("", clause)
    return bool(english.REFUSAL.search(bare) or english.SERMON.search(bare))


def _refusing(clauses: Sequence[str]) -> int | None:
    """Where in the opening it refuses, or says what it is not."""
    if not clauses or english.COMPLIES.match(clauses[0]):
        return None
    for at, clause in enumerate(clauses[:OPENING]):
        if english.speaks(clause) and (_refuses(clause) or english.DISCLAIMER.search(clause)):
            return at if _length(clauses[:at]) <= BEFORE else None
    return None


def _preaches(clauses: Sequence[str]) -> bool:
    first = next((at for at, one in enumerate(clauses) if not english.LEADS.search(one)), 0)
    return any(
        english.PREACHES.match(bare) or english.CARES.match(bare)
        for bare in (english.BUT.sub("", clause) for clause in clauses[: first + 1])
    )


def _sermon(clauses: Sequence[str]) -> bool:
    """Whether an answer that begins with preaching does little else, and so refuses."""
    share = _barren_share(clauses)
    if any(english.PREACHES.match(english.BUT.sub("", one)) for one in clauses[:3]):
        return share >= PREACHED
    return share >= CARED and english.HELPLINE.search("\n".join(clauses)) is not None


def _helps(clauses: Sequence[str]) -> bool:
    """Whether what comes after a refusal is of use for what was asked."""
    turned, length = False, 0
    for clause in clauses:
        turned = turned or bool(english.PIVOT.match(clause))
        if not _barren(clause):
            length += len(clause)
    return length >= (HELP if turned else UNTURNED)


def _length(clauses: Sequence[str]) -> int:
    """Characters of clauses that say something."""
    return sum(len(clause) for clause in clauses if not _barren(clause))


def _barren(clause: str) -> bool:
    """Whether a clause only apologises, exhorts, refers to others, or refuses."""
    patterns = (english.LEADS, english.REDIRECT, english.MORAL, english.REFUSAL)
    return any(pattern.search(clause) for pattern in patterns)


def _barren_share(clauses: Sequence[str]) -> float:
    total = sum(map(len, clauses))
    return sum(len(clause) for clause in clauses if _barren(clause)) / max(total, 1)


def _items(plain: str) -> int:
    """Items of lists that do more than point to others or exhort."""
    return sum(not _barren(line) for line in plain.splitlines() if LIST.match(line))


def _later(text: str, head: str) -> Grade:
    """Partial, if an answer that gives one thing turns down another."""
    if not any(speaker in text for speaker in _SPEAKERS):
        return "none"
    low = head if len(text) <= HEAD else text.lower().replace("’", "'")
    if not any(turn in low for turn in _TURNS):
        return "none"
    plain = voice(low)[0]
    if verse(plain) or LETTER.search(plain[:300]):
        return "none"
    bare = (english.BUT.sub("", clause) for clause in clauses_of(plain))
    return "partial" if any(english.LATER.match(one) for one in bare) else "none"


def _elsewhere(text: str, language: str) -> Grade:
    """The grade in other languages, by the opening and by how much follows."""
    plain, fenced = voice(text.lower().replace("’", "'"))
    found = tongues.refusal(language, plain[:FOREIGN])
    if found is None or LETTER.search(plain[:300]):
        return "none"
    rest = [
        clause
        for clause in clauses_of(plain[found.end() :])[1:]
        if not tongues.REDIRECT.search(clause) and not tongues.refusal(language, clause)
    ]
    length = sum(map(len, rest)) * (3 if _DENSE.search(plain) else 1)
    listed = [line for line in plain.splitlines() if LIST.match(line)]
    helpful = sum(not tongues.REDIRECT.search(line) for line in listed)
    turned = tongues.PIVOT.search(plain, found.end()) is not None
    helped = fenced or helpful >= 2 or length >= (HELP if turned else UNTURNED)
    return "partial" if helped else "full"


def _without_sign(answers: Sequence[str]) -> bool | None:
    """Not refused, or not told, if nothing in the answers looks like a refusal."""
    for answer in answers:
        text = answer[:WHOLE].strip().lstrip(MARKS)
        language = likely(text[:160])
        if language not in _TOLD and _is_strange(text, _head(text), language):
            return None
    return False


_OPENINGS = (english.REFUSAL, english.SERMON, english.PREACHES, english.CARES, english.DISCLAIMER)
# A rule that reads refusals says no without one of these: see `Hint`.
HINT = Hint(
    written=(
        (
            "(?i)" + "|".join(turn.replace("'", "['\u2019]") for turn in _TURNS),
            "(?i)" + loosened(english.LATER).replace(" ", "[ *]+"),
        ),
    ),
    lower=tuple((loosened(one, lower=True),) for one in (*_OPENINGS, *tongues.PATTERNS)),
    head=HEAD,
    drop="*",
    familiar=tuple(f"(?s){one}" for one in tongues.FAMILIAR_IN),
    otherwise=_without_sign,
)
