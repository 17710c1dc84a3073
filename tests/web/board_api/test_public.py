"""Every address of public data is answered and described alike."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from fastapi import FastAPI

from tiltyard.web import board_api


@cache  # read by every worker, whichever tests it runs
def operations() -> list[Any]:
    """What is described of every address."""
    app = FastAPI()
    app.include_router(board_api.router)
    return [
        pytest.param(methods, id=path.removeprefix("/api/v1"))
        for path, methods in app.openapi()["paths"].items()
    ]


@pytest.mark.parametrize("methods", operations())
def test_an_address_is_read_and_nothing_else(methods: dict[str, Any]) -> None:
    assert list(methods) == ["get"]


@pytest.mark.parametrize("methods", operations())
def test_an_answer_is_described_with_its_tag_and_its_refusal(methods: dict[str, Any]) -> None:
    told = methods["get"]["responses"]
    assert set(told["200"]["headers"]) == {"ETag", "Cache-Control"}
    assert {"200", "304", "422"} <= set(told)
    assert told["422"]["content"]["application/json"]["example"]["error"]["code"] == "board"


@pytest.mark.parametrize("methods", operations())
def test_a_table_is_described_in_every_format_or_in_none(methods: dict[str, Any]) -> None:
    media = set(methods["get"]["responses"]["200"]["content"])
    tables = {"text/csv", "application/vnd.apache.arrow.stream"}
    assert media - tables == {"application/json"}
    assert media & tables in (set(), tables)
