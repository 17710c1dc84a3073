"""Settings come from variables, a file and defaults, and nothing wrong gets through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiltyard import settings
from tiltyard.errors import ConfigurationError


def test_a_variable_wins_over_the_file(write: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write.write_text("[server]\nport = 1111\nhost = '127.0.0.2'\n")
    monkeypatch.setenv("TILTYARD_SERVER__PORT", "2222")
    assert settings.load().server == settings.ServerSettings(host="127.0.0.2", port=2222)


def test_the_arena_listens_on_loopback_unless_told(write: Path) -> None:
    assert settings.load().server.host == "127.0.0.1"


def test_a_key_may_come_from_a_variable_for_an_endpoint_of_the_file(
    write: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.write_text("[endpoints.openrouter]\nbase_url = 'https://example.org/v1'\n")
    monkeypatch.setenv("TILTYARD_ENDPOINTS__OPENROUTER__API_KEY", "sk-1")
    assert settings.load().endpoints["openrouter"].arguments() == {
        "base_url": "https://example.org/v1",
        "api_key": "sk-1",
    }


def test_a_variable_finds_a_table_whatever_its_case(
    write: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.write_text("[endpoints.OpenRouter]\nbase_url = 'https://example.org/v1'\n")
    monkeypatch.setenv("TILTYARD_ENDPOINTS__OPENROUTER__API_KEY", "sk-1")
    assert list(settings.load().endpoints) == ["OpenRouter"]
    assert settings.load().endpoints["OpenRouter"].arguments()["api_key"] == "sk-1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prot = 1", r"no setting 'prot'"),
        ("[server]\nprot = 1", r"'server\.prot'; did you mean 'port'"),
        ("[models.oak]\nendpoint = 'x'\nmodle = 'y'", r"did you mean 'model'"),
        ("[leaderboard.sources.crowd]\ntitel = 'x'", r"did you mean 'title'"),
        ("[[data.aliases]]\nname = 'x'\nmean = 'y'", r"did you mean 'means'"),
        ("[models.oak]\nendpoint = 'x'", r"'models\.oak\.model' is missing"),
        ("[server]\nport = 'high'", r"'server\.port' is not as it should be"),
        ("[server]\nport = 70000", r"'server\.port'"),
        ("[models.oak]\nendpoint='x'\nmodel='y'\nweight = -1", r"'models\.oak\.weight'"),
        ("[models.oak]\nendpoint='x'\nmodel='y'\nlink = 'javascript:x'", r"'models\.oak\.link'"),
        ("[models.oak]\nendpoint='x'\nmodel='y'\nstatus = 'idle'", r"'models\.oak\.status'"),
        ("[server", "is not TOML"),
    ],
)
def test_what_is_wrong_is_named(write: Path, text: str, words: str) -> None:
    write.write_text(text)
    with pytest.raises(ConfigurationError, match=words):
        settings.load()


def test_an_unknown_variable_is_refused_with_the_nearest_name(
    write: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILTYARD_SEVER__PORT", "1")
    with pytest.raises(ConfigurationError, match=r"TILTYARD_SEVER__PORT.*did you mean 'server'"):
        settings.load()


def test_a_file_that_is_named_must_be_there(write: Path) -> None:
    write.unlink()
    with pytest.raises(ConfigurationError, match=r"arena\.toml.*cannot be read"):
        settings.load()


def test_a_wrong_secret_is_not_repeated(write: Path) -> None:
    write.write_text("secret_key = ['hunter2']")
    with pytest.raises(ConfigurationError) as caught:
        settings.load()
    assert "hunter2" not in str(caught.value)


def test_a_variable_that_is_no_table_is_named(write: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILTYARD_SERVER", "here")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        settings.load()
