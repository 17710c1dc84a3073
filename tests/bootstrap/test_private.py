"""Models that are tested in private."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bootstrap.private import HERON, STORK, TWO, battle, leaf, leaves, private_settings
from tiltyard.bootstrap._private import in_use
from tiltyard.bootstrap._register import Register
from tiltyard.errors import ConfigurationError
from tiltyard.ledger import MOST_AT_ONCE, name_commitment, sealed_digest


def test_a_private_model_is_served_under_its_code_name(tmp_path: Path) -> None:
    assert list(in_use(private_settings(tmp_path)).models) == ["oak", "elm", "heron", "stork"]


@pytest.mark.parametrize("field", ["organisation", "price_in_usd", "link", "released_on"])
def test_nothing_tells_whose_a_private_model_is(tmp_path: Path, field: str) -> None:
    told = {"price_in_usd": 1.0, "link": "https://example.org", "released_on": "2026-01-01"}
    settings = private_settings(tmp_path, {"acme-9": HERON | told})
    assert getattr(in_use(settings).models["heron"], field) is None


def test_it_is_in_the_log_as_private_before_any_battle(tmp_path: Path) -> None:
    assert leaf(private_settings(tmp_path), "heron")["state"] == "private"


def test_its_own_name_is_nowhere_in_the_log(tmp_path: Path) -> None:
    assert "acme" not in str(leaves(private_settings(tmp_path)))


def test_its_name_and_what_is_served_are_sealed_in_the_log(tmp_path: Path) -> None:
    found = leaf(private_settings(tmp_path), "heron")
    variant = Register(tmp_path).variants()["heron"]
    assert found["name_commitment"] == name_commitment("acme-9", variant.nonce)
    assert found["digest"] == sealed_digest(variant.digest, variant.nonce)


def test_one_organisation_has_one_pseudonym(tmp_path: Path) -> None:
    found = leaves(
        private_settings(tmp_path, {**TWO, "beta-1": {"code_name": "crow", "owner": "beta"}})
    )
    owners = {one["name"]: one["owner"] for one in found}
    assert owners["heron"] == owners["stork"] != owners["crow"]


def test_a_second_start_writes_nothing_new(tmp_path: Path) -> None:
    settings = private_settings(tmp_path)
    assert leaves(settings) == leaves(settings)


def test_its_code_name_is_told_after_a_vote(tmp_path: Path) -> None:
    settings = private_settings(tmp_path, {"acme-9": HERON})
    assert set.union(*battle(settings, 12)) == {"oak", "elm", "heron"}


def test_a_fourth_at_once_is_refused_and_all_are_named(tmp_path: Path) -> None:
    names = [f"acme-{number}" for number in range(MOST_AT_ONCE + 1)]
    tested = {name: {"code_name": name[::-1]} for name in names}
    with pytest.raises(ConfigurationError, match="'acme-0', 'acme-1', 'acme-2', 'acme-3'"):
        in_use(private_settings(tmp_path, tested))


def test_three_at_once_are_allowed_to_each_organisation(tmp_path: Path) -> None:
    tested = {
        f"{owner}-{number}": {"code_name": f"x{owner}{number}", "owner": owner}
        for owner in ("acme", "beta")
        for number in range(MOST_AT_ONCE)
    }
    assert len(in_use(private_settings(tmp_path, tested)).models) == 2 + 2 * MOST_AT_ONCE


def test_one_that_is_taken_out_is_withdrawn_in_the_log(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path))
    found = leaf(private_settings(tmp_path, {"acme-9": HERON}), "stork")
    assert (found["state"], found["reason"]) == ("retired", "withdrawn")


def test_one_that_is_put_back_is_private_again(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path))
    leaves(private_settings(tmp_path, {"acme-9": HERON}))
    assert leaf(private_settings(tmp_path), "stork")["state"] == "private"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"owner": None}, r"'acme-9'.*needs an `owner`"),
        ({"code_name": None}, r"'acme-9'.*`code_name`"),
        ({"owner": "acne"}, r"'acme-9'.*'acne'.*did you mean 'acme'"),
        ({"code_name": "oak"}, r"'oak' of model 'acme-9' is another model's"),
    ],
)
def test_a_faulty_private_model_is_named(
    tmp_path: Path, table: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        in_use(private_settings(tmp_path, {"acme-9": HERON | table}))


def test_something_else_under_a_registered_code_name_is_refused(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path, {"acme-9": HERON}))
    changed = private_settings(tmp_path, {"acme-9": HERON | {"system_prompt": "Charm them."}})
    with pytest.raises(ConfigurationError, match="'heron' is not what was registered"):
        in_use(changed)


def test_a_registered_code_name_cannot_be_given_to_another_model(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path, {"acme-9": HERON}))
    with pytest.raises(ConfigurationError, match="'heron' was registered for another model"):
        in_use(private_settings(tmp_path, {"acme-10": HERON}))


def test_a_private_model_cannot_become_public_without_a_release(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path, {"acme-9": HERON}))
    with pytest.raises(ConfigurationError, match="tiltyard models release heron"):
        in_use(private_settings(tmp_path, {"acme-9": HERON | {"private": False}}))


def test_lost_files_of_a_registered_model_stop_the_start(tmp_path: Path) -> None:
    settings = private_settings(tmp_path)
    leaves(settings)
    shutil.rmtree(tmp_path / "private")
    with pytest.raises(ConfigurationError, match="'heron' is in the log"):
        leaves(settings)


def test_a_name_that_has_votes_is_refused(tmp_path: Path) -> None:
    battle(private_settings(tmp_path, {"acme-9": {"private": False}}), 8)
    with pytest.raises(ConfigurationError, match="votes on a model 'acme-9' already"):
        leaves(private_settings(tmp_path, {"acme-9": HERON}))


def test_an_alias_of_a_code_name_is_refused(tmp_path: Path) -> None:
    aliases = [{"name": "heron", "means": "acme-9"}]
    with pytest.raises(ConfigurationError, match="alias 'heron'"):
        in_use(private_settings(tmp_path, {"acme-9": HERON}, data={"aliases": aliases}))


def test_a_code_name_that_is_no_plain_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="code_name"):
        private_settings(tmp_path, {"acme-9": STORK | {"code_name": "../x"}})
