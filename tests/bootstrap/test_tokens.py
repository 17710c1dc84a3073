"""Tokens of the settings, and what is wrong with them."""

from __future__ import annotations

import hashlib

import pytest

from tiltyard.bootstrap import digest_of, new_secret
from tiltyard.bootstrap._tokens import make_tokens, require_token
from tiltyard.errors import ConfigurationError
from tiltyard.settings import Settings

DIGEST = "0" * 64


def settings(**tokens: dict[str, str]) -> Settings:
    """Settings with these tokens."""
    return Settings.model_validate({"tokens": tokens})


def test_a_token_is_known_by_its_name_scope_and_digest() -> None:
    (token,) = make_tokens(settings(mia={"scope": "moderate", "digest": DIGEST}))
    assert (token.name, token.scope, token.digest) == ("mia", "moderate", DIGEST)


def test_no_two_secrets_are_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert min(len(secret) for secret in secrets) > 50


def test_a_digest_is_the_sha256_of_the_secret() -> None:
    assert digest_of("tiltyard_x") == hashlib.sha256(b"tiltyard_x").hexdigest()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"scope": "own", "digest": DIGEST}, "needs an organisation"),
        ({"scope": "moderate", "digest": DIGEST, "organisation": "Birch"}, "names 'Birch'"),
        (
            {"scope": "own", "digest": DIGEST, "organisation": "Birch"},
            r"no table `\[organisations.\"Birch\"\]`",
        ),
        ({"scope": "admin", "digest": DIGEST}, "scope: Input should be 'moderate' or 'own'"),
        ({"scope": "moderate", "digest": "00"}, "digest: String should match"),
    ],
)
def test_a_wrong_token_is_refused_with_the_reason(table: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        require_token("mia", table, settings())


def test_two_tokens_of_one_digest_are_refused() -> None:
    one = {"scope": "moderate", "digest": DIGEST}
    with pytest.raises(ConfigurationError, match="'mia' and 'noa' have one digest"):
        make_tokens(settings(mia=one, noa=one))


def test_the_settings_know_the_organisation_of_a_token() -> None:
    mia = {"scope": "own", "digest": DIGEST, "organisation": "brich"}
    known = Settings.model_validate({"tokens": {"mia": mia}, "organisations": {"birch": {}}})
    with pytest.raises(ConfigurationError, match=r"'brich'.*did you mean 'birch'"):
        make_tokens(known)
