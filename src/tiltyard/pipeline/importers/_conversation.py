"""Conversations of both sides as the sources write them, as turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tiltyard.pipeline.importers import RefusedRow, Row
from tiltyard.pipeline.importers._values import from_json, number, short, storable

_UNREADABLE = "unreadable conversation"
_KINDS = {"text", "image", "image_url"}  # of the parts of a message
_USER, _MODEL = {"user", "human"}, {"assistant", "gpt", "model", "bot"}


@dataclass(slots=True)
class Said:
    """One side's conversation: a prompt for each turn, and its answer or None."""

    system: str | None = None
    prompts: list[str] = field(default_factory=list)
    answers: list[str | None] = field(default_factory=list)
    tokens: list[int | None] = field(default_factory=list)
    images: int = 0


def both(a: Any, b: Any, *, turns: int | None = None) -> Row:  # noqa: ANN401 -- whatever was read
    """The turns of a battle, from the messages of each side; empty if neither is known.

    Args:
        a: a list of messages (``role``, ``content``), or JSON of one.
        b: likewise.
        turns: how many of the first turns belong to the battle; all if missing.

    Raises:
        RefusedRow: one side is missing or unreadable, or the sides were asked different questions.
    """
    if not a and not b:
        return {}
    if not a or not b:
        raise RefusedRow("missing conversation", "only one side has a conversation")
    one, other = said(a), said(b)
    if one.prompts[:turns] != other.prompts[:turns]:
        raise RefusedRow("different questions", "the sides were asked different questions")
    # Two that were told different things have no system prompt in common.
    told: Row = {"system": one.system} if one.system == other.system else {}
    if not told:
        told["extra"] = {"system_a": one.system, "system_b": other.system}
    return told | {
        "prompts": one.prompts[:turns],
        "answers_a": one.answers[:turns],
        "answers_b": other.answers[:turns],
        "tokens_a": _known(one.tokens[:turns]),
        "tokens_b": _known(other.tokens[:turns]),
        "images": max(one.images, other.images),
    }


def said(value: Any) -> Said:  # noqa: ANN401 -- whatever was read
    """One side's conversation.

    A second message of the same side in a row belongs to the first. Pairs of messages, one list
    for each turn, are taken as they follow each other.

    Raises:
        RefusedRow: it is no list of messages, or one that cannot be understood.
    """
    whole = Said()
    for message in _messages(from_json(value, _UNREADABLE)):
        role, text = _role(message), _text(message.get("content"), whole)
        if role == "system":
            whole.system = text if whole.system is None else f"{whole.system}\n\n{text}"
        elif role == "user":
            _asked(whole, text)
        elif role == "assistant":
            _answered(whole, text, message)
    if not whole.prompts:
        raise RefusedRow(_UNREADABLE, "the conversation has no question")
    _close(whole)
    return whole


def turns(prompts: Any, answers_a: Any, answers_b: Any) -> Row:  # noqa: ANN401 -- as above
    """The turns of a battle, from a list of prompts and a list of answers of each side.

    Raises:
        RefusedRow: they are no lists of text, or of different lengths.
    """
    lists = [_list(value) for value in (prompts, answers_a, answers_b)]
    if len({len(one) for one in lists}) > 1:
        lengths = ", ".join(str(len(one)) for one in lists)
        raise RefusedRow(_UNREADABLE, f"prompts and answers of different lengths: {lengths}")
    asked, a, b = lists
    if None in asked:
        raise RefusedRow("missing question", "a turn has no question")
    return {"prompts": asked, "answers_a": a, "answers_b": b}


def _messages(value: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 -- as above
    if not isinstance(value, list):
        raise RefusedRow(_UNREADABLE, f"a conversation is a list, not {type(value).__name__}")
    for one in value:
        if isinstance(one, list):
            yield from _messages(one)
        elif isinstance(one, Mapping):
            yield one
        else:
            raise RefusedRow(_UNREADABLE, f"a message is an object, not {type(one).__name__}")


def _role(message: Mapping[str, Any]) -> str:
    role = message.get("role")
    if role in _USER:
        return "user"
    if role in _MODEL:
        return "assistant"
    if role == "system":
        return "system"
    raise RefusedRow("unknown role", f"unknown role {role!r}")


def _asked(whole: Said, text: str | None) -> None:
    if text is None:
        raise RefusedRow("missing question", "a turn has no question")
    _close(whole)
    whole.prompts.append(text)


def _close(whole: Said) -> None:
    """A question that was not answered has an answer all the same: none."""
    if len(whole.prompts) > len(whole.answers):
        whole.answers.append(None)
        whole.tokens.append(None)


def _answered(whole: Said, text: str | None, message: Mapping[str, Any]) -> None:
    if not whole.prompts:
        raise RefusedRow(_UNREADABLE, "the conversation begins with an answer")
    if len(whole.answers) == len(whole.prompts):
        before = whole.answers[-1]
        whole.answers[-1] = text if before is None else f"{before}\n\n{text or ''}"
        whole.tokens[-1] = None
        return
    whole.answers.append(text)
    whole.tokens.append(_tokens(message))


def _tokens(message: Mapping[str, Any]) -> int | None:
    inner = message.get("metadata")
    deeper = inner.get("output_tokens") if isinstance(inner, Mapping) else None
    return number(message.get("num_tokens") or message.get("output_tokens") or deeper)


def _text(content: Any, whole: Said) -> str | None:  # noqa: ANN401 -- as above
    """The text of a message; what else it holds is counted."""
    if content is None or isinstance(content, str):
        return None if content is None else storable(content)
    parts, before = content if isinstance(content, list) else [content], whole.images
    texts = [text for part in parts for text in _part(part, whole)]
    return "\n\n".join(texts) if texts or whole.images > before else None


def _part(part: Any, whole: Said) -> Iterator[str]:  # noqa: ANN401 -- as above
    if isinstance(part, str):
        yield storable(part)
    elif isinstance(part, list):  # FastChat keeps pictures as a list behind the text
        whole.images += len(part)
    elif isinstance(part, Mapping):
        has_image = bool(part.get("image") or part.get("image_url"))
        whole.images += has_image
        text = part.get("text")
        if isinstance(text, str) and (text or not has_image):
            yield storable(text)
        elif (text is not None and not isinstance(text, str)) or part.get("type") not in _KINDS:
            raise RefusedRow("unknown content", f"a message holds {part.get('type')!r}")
    elif part is not None:
        raise RefusedRow("unknown content", f"a message holds a {type(part).__name__}")


def _list(value: Any) -> list[str | None]:  # noqa: ANN401 -- as above
    try:
        found = from_json(value, _UNREADABLE)
    except RefusedRow:
        found = None
    if not isinstance(found, list) or not all(one is None or isinstance(one, str) for one in found):
        raise RefusedRow(
            _UNREADABLE,
            f"prompts and answers are all texts, or all lists of text; one is {short(value)}",
        )
    return [None if one is None else storable(one) for one in found]


def _known(tokens: Iterable[int | None]) -> list[int | None] | None:
    """The counts, if there is one."""
    counted = list(tokens)
    return counted if any(one is not None for one in counted) else None
