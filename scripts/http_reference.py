"""The page of the reference about boards over HTTP, from the description of the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from fastapi import FastAPI

from tiltyard.web import board_api

Table = Callable[[Sequence[str], Iterable[Sequence[str]]], Iterable[str]]


def boards_api_page(table: Table) -> Iterator[str]:
    """Each address with its words, then the fields of all answers.

    Args:
        table: writes one in Markdown, from its heading and its rows.
    """
    app = FastAPI()
    app.include_router(board_api.router)
    described = app.openapi()
    yield from ["# Boards over HTTP", ""]
    yield (
        "Every address below `/api/v1` that answers for boards, models and snapshots, by `GET` "
        "and `HEAD`. [How to use them](../guides/api.md). What errors look like is "
        "[told with battles](api.md#errors)."
    )
    for path, methods in described["paths"].items():
        yield from _address(path.removeprefix("/api/v1"), methods["get"], table)
    yield from ["", "## Fields", "", "A field that may be null says so; all others are there."]
    for name, schema in _views(described["components"]["schemas"]):
        yield from ["", f"### {name}", "", schema["description"], ""]
        rows = (
            [f"`{field}`", _type(one), _words(one.get("description", ""))]
            for field, one in schema["properties"].items()
        )
        yield from table(("field", "is", "means"), rows)


def _address(path: str, told: Mapping[str, Any], table: Table) -> Iterator[str]:
    yield from ["", f"## {path}", "", *_paragraphs(told["description"]), ""]
    answer = told["responses"]["200"]["content"]
    formats = ["JSON", *("CSV" for media in answer if media == "text/csv")]
    formats += ["Arrow" for media in answer if "arrow" in media]
    yield f"Answers {_type(answer['application/json']['schema'])}, as {' or '.join(formats)}."
    words = told.get("parameters", [])
    if words:
        yield ""
        rows = (
            [f"`{word['name']}`", _words(word["description"]), _example(word)] for word in words
        )
        yield from table(("word", "means", "such as"), rows)


def _paragraphs(text: str) -> list[str]:
    found = [" ".join(part.split()) for part in text.split("\n\n")]
    return [line for part in found for line in (part, "")][:-1]


def _example(word: Mapping[str, Any]) -> str:
    given = word["schema"].get("examples") or word.get("examples") or []
    allowed = word["schema"].get("enum", given)
    return ", ".join(f"`{one}`" for one in allowed)


def _views(schemas: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """What answers consist of; what an error is stands on another page."""
    return [
        (name, schema)
        for name, schema in schemas.items()
        if "properties" in schema and not name.startswith(("Error", "HTTP", "Validation"))
    ]


def _type(schema: Mapping[str, Any]) -> str:
    """What a field holds, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"a [{name}](#{name.lower()})" if name.endswith("View") else "text"
    if "anyOf" in schema:
        kinds = [_type(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " or ".join([*kinds, "null"])
    if "enum" in schema:
        return " or ".join(f"`{one}`" for one in schema["enum"])
    return _plain_type(schema)


def _plain_type(schema: Mapping[str, Any]) -> str:
    kind = str(schema.get("type"))
    if kind == "array":
        return f"a list, each {_type(schema['items'])}"
    if kind == "object":
        return f"by name {_type(schema.get('additionalProperties') or {})}"
    words = {"string": "text", "integer": "a whole number", "number": "a number",
             "boolean": "true or false", "date": "a day", "date-time": "a time"}  # fmt: skip
    return words.get(schema.get("format", kind), "any value")


def _words(text: str) -> str:
    return " ".join(text.split())
