"""What others may use of the room is found when it is asked for, and no sooner."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tiltyard import bootstrap


@pytest.mark.parametrize("name", bootstrap.__all__)
def test_every_name_of_the_door_is_there(name: str) -> None:
    assert hasattr(bootstrap, name)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'assembel'"):
        bootstrap.assembel  # noqa: B018 -- to ask is what is tested


def test_settings_are_read_without_the_other_rooms() -> None:
    program = """
import sys
from tiltyard import bootstrap
bootstrap.load_settings()
print(*sorted({"numpy", "polars", "scipy", "sqlalchemy", "httpx2"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n"
