"""A question in words that stand above a board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from tiltyard import categories
from tiltyard.errors import UnknownNameError
from tiltyard.leaderboard._query import Query

_CONTROLS = {
    "style": "style",
    "length": "length",
    "sentiment": "sentiment",
    "position": "position",
    "latency": "speed",
    "cost": "measured cost",
    "price": "price",
    "parameters": "size",
}
# Labels that are nobody's category, and mean something to boards.
_TITLES = {"correct": "Right answer"}
_WITHOUT = {"tie": "ties", "both_bad": "“both bad”", "refusal": "refusals"}


def title_of(query: Query) -> str:
    """The slice in words: ``Coding, in French, without refusals``; ``Overall`` for all votes."""
    named = [*map(label_title, query.category), *_who(query), *_when(query)]
    if query.exclusions == "none":
        named.append("with votes that were excluded")
    if query.without:
        named.append("without " + " and ".join(map(without_title, query.without)))
    if not named:
        return "Overall"
    return ", ".join([named[0][:1].upper() + named[0][1:], *named[1:]])


def _who(query: Query) -> Iterator[str]:
    if query.language is not None:
        yield f"in {language_name(query.language)}"
    if query.modality is not None:
        yield "with pictures" if query.modality == "image" else "text only"
    if query.voters is not None:
        yield "guests" if query.voters == "guest" else f"{query.voters} voters"
    if query.models:
        yield f"among {len(query.models)} models"


def _when(query: Query) -> Iterator[str]:
    if query.since is not None:
        yield f"since {query.since:%-d %B %Y}"
    if query.until is not None:
        yield f"until {query.until:%-d %B %Y}"


def control_title(query: Query) -> str:
    """What is held equal: ``style and position``; empty for nothing."""
    return " and ".join(_CONTROLS[one] for one in query.control)


# Titles of an operator's own labels: a process serves one arena, and pages, commands and the API
# are to call a label the same.
_own: dict[str, str] = {}


def name_labels(titles: Mapping[str, str]) -> None:
    """Let an operator's own labels be called so in this process, and no others."""
    _own.clear()
    _own.update(titles)
    label_title.cache_clear()


@lru_cache(maxsize=4096)  # to look for a category means to look into the folder
def label_title(words: str) -> str:
    """A label, or a label with a value, as people call it."""
    name, _, value = words.partition(":")
    try:
        title = categories.load(name).title
    except UnknownNameError:  # an operator's own
        title = _own.get(name) or _TITLES.get(name) or name.replace("_", " ")
    return f"{title}: {value.replace('_', ' ')}" if value else title


def without_title(words: str) -> str:
    """What is left out: ``ties``; a label as people call it."""
    return _WITHOUT.get(words) or label_title(words)


def language_name(code: str) -> str:
    """A language by its English name; the code itself if we do not know it."""
    return _LANGUAGES.get(code, code)


_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil",
    "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
