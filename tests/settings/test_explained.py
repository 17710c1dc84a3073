"""Every value is shown with where it came from, and no secret is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiltyard import settings

SECRETS = """
secret_key = "hunter2hunter2hunter2"
[store]
url = "postgresql://ada:hunter2@db/arena"
[endpoints.one]
base_url = "https://me:hunter2@127.0.0.1:1/v1?api_key=hunter2"
api_key = "hunter2"
headers = { X-Gateway = "hunter2" }
[models.oak]
endpoint = "one"
model = "m"
parameters = { max_tokens = 7 }
"""


def test_no_secret_is_ever_shown(write: Path) -> None:
    write.write_text(SECRETS)
    shown = "\n".join(line.value for line in settings.explain(settings.load()))
    assert "hunter2" not in shown
    assert "db/arena" in shown


def test_a_number_of_tokens_is_no_secret(write: Path) -> None:
    write.write_text(SECRETS)
    lines = {line.name: line.value for line in settings.explain(settings.load())}
    assert lines["models.oak.parameters.max_tokens"] == "7"
    assert lines["models.oak.first_token_seconds"] == "30.0"


def test_every_value_says_where_it_came_from(write: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write.write_text("name = 'Lists'\n")
    monkeypatch.setenv("TILTYARD_BATTLE__TURNS", "9")
    origins = {line.name: line.origin for line in settings.explain(settings.load())}
    assert origins["name"] == str(write)
    assert origins["battle.turns"] == "TILTYARD_BATTLE__TURNS"
    assert origins["battle.pace"] == "default"
