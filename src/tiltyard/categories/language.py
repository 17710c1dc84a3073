"""The language that the user writes in."""

from __future__ import annotations

import re
from collections.abc import Sequence

import eldc  # type: ignore[import-untyped]  # a C extension without types

from tiltyard.categories import Category, Item, Rubric, Rule, Value
from tiltyard.categories._telling_words import told_by_words
from tiltyard.categories._tongue import scored

LONGEST = 400  # characters that are looked at, after code and addresses are out
SHORT = 60  # letters of a text whose greetings and little words count if it is unclear otherwise
LETTERS = 12  # letters of a text in which an unsure finding counts, if its lead is clear
LEAD = 0.08  # what makes a lead clear, of a best score of 1

_FENCE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|<[^<>\n]{1,200}>")
# Lines that are code though nobody fenced them.
_CODE = re.compile(
    r"^[\x20-\x7e\t]*[;{}]\s*$|^\s*(?:def|class|import|from|return|if|elif|else|for|while|try|except|const|let|"
    r"var|public|private|print|#include|using|package|func)\b.*[(){}\[\];:=<>]\s*$|"
    r"^\s*[\w.\[\]]+\s*[-+*]?=\s*\S.*$|^\s*(?:@\w|//|\$ |>>> ).*$|^\s*[\w.]+\(.*\)\s*$|"
    r"^\s*select\b.*\bfrom\b.*$",
    re.MULTILINE | re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_WORDED = re.compile(r"[^\W\d_]{2}")
_NOT_LATIN = re.compile("[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
# Scripts that one language is written in, as far as people chat in them.
_SCRIPTS = {
    "th": re.compile("[\u0e00-\u0e7f]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
}


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of a text; None if it is too short, code, or unclear."""
    text = _prose(text)[:LONGEST]
    if not _WORDED.search(text):
        return None
    if not text.isascii() and _NOT_LATIN.search(text) and (found := _by_script(text)):
        return found
    code, sure, best, second = scored(text)
    if sure and code != "und":
        return code
    letters = len(_LETTER.findall(text))
    if letters <= SHORT and (told := told_by_words(text, code)):
        return told
    if code == "und" or letters < LETTERS or _HAN.search(text):
        return None
    return code if best - second >= LEAD else None


def _prose(text: str) -> str:
    """What is left of a text without code and addresses."""
    if "`" in text:
        text = _FENCE.sub(" ", text)
    if "://" in text or "www." in text or "@" in text or "<" in text:
        text = _ADDRESS.sub(" ", text)
    if "=" in text or ";" in text or "(" in text or "{" in text:
        text = _CODE.sub(" ", text[: 2 * LONGEST])
    return text.strip()


def _by_script(text: str) -> str | None:
    """The language that the letters themselves give away, if most of the text is in them."""
    letters = len(_LETTER.findall(text))
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if len(_HANGUL.findall(text)) * 2 > letters:
        return "ko"
    if (kana + han) * 2 > letters:
        if kana * 8 >= kana + han:
            return "ja"
        return "zh" if han >= 5 and not kana else None
    for code, script in _SCRIPTS.items():
        if len(script.findall(text)) * 2 > letters:
            return code
    return None


def _find(items: Sequence[Item]) -> list[Value | None]:
    return [language_of("\n".join(item.prompts)) for item in items]


category = Category(
    title="Language",
    about=(
        "The language that the user writes in, as an ISO 639-1 code; for several, the one that "
        "most of the text is in. Code and addresses are not counted. Norwegian is no, Indonesian "
        "and Malay are both ms."
    ),
    values=tuple(sorted(eldc.LANGUAGES)),
    rule=Rule(_find),
    rubric=Rubric(
        "In which language does the user write? Answer with its ISO 639-1 code of two letters. "
        "Judge the user's own words rather than texts that are pasted, code or addresses.",
        values=tuple(sorted(eldc.LANGUAGES)),
    ),
)
