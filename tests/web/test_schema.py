"""The JSON API keeps to its own description, whatever it is sent."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings

from tiltyard.web.api import router

ROUTES = sorted(
    (route.path, method.lower())
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
)


@pytest.fixture(scope="module")
def described(base: str) -> Any:
    """The description as the running arena gives it."""
    return schemathesis.openapi.from_url(f"{base}/api/openapi.json")


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_the_api_keeps_to_its_description(described: Any, path: str, method: str) -> None:
    @given(case=described[path][method].as_strategy())
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    def call(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate()

    call()


def test_every_route_is_described(described: Any) -> None:
    assert len(ROUTES) == 10
    assert all(described[path][method] is not None for path, method in ROUTES)
