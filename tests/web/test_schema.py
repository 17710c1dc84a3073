"""The JSON API keeps to its own description, whatever it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from published import showing
from tiltyard.web import api, board_api


def _routes() -> list[tuple[str, str]]:
    app = FastAPI()
    app.include_router(api.router)
    app.include_router(board_api.router)
    paths = app.openapi()["paths"]
    return sorted((path, method) for path, methods in paths.items() for method in methods)


ROUTES = _routes()
# What labels, models and snapshots there are depends on the votes: a description cannot say it, so
# that words of the right form may be refused.
DEPENDS = [route for route in ROUTES if route[1] == "get" and "battle_id" not in route[0]]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description as an arena gives it that has votes and snapshots."""
    with showing(tmp_path_factory.mktemp("arena")) as arena:
        yield schemathesis.openapi.from_url(f"{arena.address}/api/openapi.json")


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_the_api_keeps_to_its_description(described: Any, path: str, method: str) -> None:
    excluded: list[Any] = [positive_data_acceptance] if (path, method) in DEPENDS else []

    @given(case=described[path][method].as_strategy())
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    def call(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=excluded)

    call()


def test_every_route_is_described(described: Any) -> None:
    assert len(ROUTES) == 25
    assert all(described[path][method] is not None for path, method in ROUTES)
