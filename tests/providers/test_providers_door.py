from __future__ import annotations

import subprocess
import sys

import pytest

from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.providers import create

URL = "http://127.0.0.1:9/v1"


def test_an_unknown_provider_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'scripted'"):
        create("scriptd", {})


def test_an_unknown_argument_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ConfigurationError, match="takes no 'api_kee'; did you mean 'api_key'"):
        create("openai_compatible", {"base_url": URL, "api_kee": "x"})


def test_a_missing_argument_is_named() -> None:
    with pytest.raises(ConfigurationError, match="'openai_compatible' needs 'base_url'"):
        create("openai_compatible", {})


def test_an_argument_of_the_wrong_type_is_named_without_its_value() -> None:
    with pytest.raises(ConfigurationError, match="'threads' of provider 'local'") as caught:
        create("local", {"threads": "sk-secret"})
    assert "sk-secret" not in str(caught.value)


def test_arguments_from_the_environment_are_converted() -> None:
    provider = create("local", {"threads": "2"})
    assert provider._settings["threads"] == 2  # type: ignore[attr-defined]  # of Local


@pytest.mark.parametrize("name", ["openai", "httpx2", "xllamacpp", "pydantic", "any_llm"])
def test_the_door_opens_without_heavy_libraries(name: str) -> None:
    code = f"import sys, tiltyard.providers; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
