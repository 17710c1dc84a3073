"""What is kept of models that are tested in private."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tiltyard.bootstrap._register import Register, Release, Told, Variant, new_nonce
from tiltyard.errors import ConfigurationError

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERON = Variant("heron", "acme-9", "acme", "0f" * 32, "ab" * 32, AT)
TOLD = Told("heron", "acme-9", "0f" * 32, "ab" * 32, AT, True, 12, 1010.5, 990.0, 1031.0)
RELEASE = Release(1, AT, "acme", "Acme Labs", "0a" * 12, 0.95, (TOLD,))


def test_a_variant_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    Register(tmp_path).add(HERON)
    assert Register(tmp_path).variants() == {"heron": HERON}


def test_the_first_of_a_code_name_stays(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.add(HERON)
    assert register.add(replace(HERON, nonce=new_nonce())) == HERON


def test_a_release_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    Register(tmp_path).close(RELEASE)
    assert Register(tmp_path).releases() == (RELEASE,)


def test_releases_come_in_their_order(tmp_path: Path) -> None:
    register = Register(tmp_path)
    for number in (2, 10, 1):
        register.close(replace(RELEASE, number=number))
    assert [one.number for one in register.releases()] == [1, 2, 10]


def test_two_releases_at_once_are_not_both_kept(tmp_path: Path) -> None:
    Register(tmp_path).close(RELEASE)
    with pytest.raises(ConfigurationError, match="at the same moment"):
        Register(tmp_path).close(replace(RELEASE, title="Beta"))


def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.add(HERON)
    register.pseudonym("acme")
    for path in register.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_pseudonym_stays(tmp_path: Path) -> None:
    assert Register(tmp_path).pseudonym("acme") == Register(tmp_path).pseudonym("acme")


def test_a_pseudonym_is_24_digits_that_only_this_arena_can_tell(tmp_path: Path) -> None:
    one, other = (Register(tmp_path / name).pseudonym("acme") for name in "ab")
    assert len(one) == 24
    assert one != other


@pytest.mark.parametrize("content", ["", "{", "[]", '{"name": "acme-9"}'])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    register = Register(tmp_path)
    register.add(HERON)
    (register.folder / "variants" / "heron.json").write_text(content)
    with pytest.raises(ConfigurationError, match=r"heron\.json.*backup"):
        register.variants()


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.add(HERON)
    (register.folder / "variants" / "heron.json").rename(register.folder / "variants" / "crow.json")
    with pytest.raises(ConfigurationError, match="it is about 'heron'"):
        register.variants()


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.pseudonym("acme")
    (register.folder / "owners.key").write_bytes(b"short")
    with pytest.raises(ConfigurationError, match=r"owners\.key"):
        register.pseudonym("acme")


def test_a_release_by_another_program_is_seen(tmp_path: Path) -> None:
    register = Register(tmp_path)
    assert not register.is_told("heron")
    Register(tmp_path).close(RELEASE)
    assert register.is_told("heron")
