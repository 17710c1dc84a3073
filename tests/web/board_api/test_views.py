"""The description of the API says every field that it answers, and nothing that it does not."""

from __future__ import annotations

from functools import partial
from typing import Any

import httpx2
import pytest

from published import Shown


@pytest.fixture(scope="module")
def described(shown: Shown) -> dict[str, Any]:
    """The description as the running arena gives it."""
    found: dict[str, Any] = httpx2.get(f"{shown.address}/api/openapi.json", trust_env=False).json()
    return found


def schema_of(described: dict[str, Any], path: str) -> dict[str, Any]:
    """What a path is said to answer."""
    answer = described["paths"][f"/api/v1{path}"]["get"]["responses"]["200"]
    found: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return found


# Files of older snapshots are sent as they lie there: what came since, and has a default, is not
# in them. Everybody else says everything, but for what is described as absent where there is none.
OF_OLD = "/snapshots/{number}/leaderboard"
OF_FEW = {"CardView.variants"}


def differences(
    described: dict[str, Any], schema: dict[str, Any], value: Any, *, of_old: bool = False
) -> list[str]:
    """Fields that are described and not there, or there and not described."""
    within = partial(differences, described, of_old=of_old)
    while "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        return [one for item in value for one in within(schema["items"], item)]
    if not isinstance(value, dict):
        return []
    if "anyOf" in schema:
        return within(schema["anyOf"][0], value)
    inner = schema.get("properties")
    if inner is None:  # names of the arena's own, such as those of models
        each = schema.get("additionalProperties")
        each = each if isinstance(each, dict) else {}
        return [one for item in value.values() for one in within(each, item)]
    missing = set(schema.get("required", inner) if of_old else inner) - value.keys()
    found = [f"{schema['title']}.{name}" for name in missing | (value.keys() - inner.keys())]
    return found + [
        one for name in inner.keys() & value.keys() for one in within(inner[name], value[name])
    ]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/leaderboard", "/leaderboard?control=style,position"),
        ("/leaderboard/matrix", "/leaderboard/matrix"),
        ("/models", "/models"),
        ("/models/{name}", "/models/amber-heron-0"),
        ("/pairs", "/pairs"),
        ("/battles", "/battles"),
        ("/persuasion", "/persuasion?source=example"),
        ("/sources", "/sources"),
        ("/labels", "/labels"),
        ("/snapshots", "/snapshots"),
        ("/snapshots/{number}", "/snapshots/1"),
        ("/snapshots/{number}/leaderboard", "/snapshots/1/leaderboard"),
        ("/snapshots/{number}/changes", "/snapshots/2/changes"),
        ("/history", "/history"),
    ],
)
def test_every_field_is_described(
    api: httpx2.Client, described: dict[str, Any], path: str, asked: str
) -> None:
    schema = schema_of(described, path)
    found = differences(described, schema, api.get(asked).json(), of_old=path == OF_OLD)
    assert set(found) <= OF_FEW


def test_every_field_and_every_word_says_what_it_means(described: dict[str, Any]) -> None:
    ours = [
        operation["get"]
        for path, operation in described["paths"].items()
        if "get" in operation and not path.startswith("/api/v1/battles/")
    ]
    words = [word for one in ours for word in one.get("parameters", [])]
    assert [word["name"] for word in words if not word.get("description")] == []
    assert [one["summary"] for one in ours if not one.get("description")] == []


def test_every_word_of_a_board_has_an_example(described: dict[str, Any]) -> None:
    words = described["paths"]["/api/v1/leaderboard"]["get"]["parameters"]
    assert len(words) == 15
    assert [word["name"] for word in words if not word["schema"].get("examples")] == []
