"""Access tokens: what moderators and owners of models show, until there are accounts."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from tiltyard.errors import ConfigurationError
from tiltyard.registry import nearest
from tiltyard.settings import Settings, TokenSettings

Scope = Literal["moderate", "own"]


@dataclass(frozen=True, slots=True)
class Token:
    """Who may do what; nobody can tell the secret from it.

    Attributes:
        name: whose it is, for notes of what was done with it.
        scope: ``moderate``, to exclude and restore votes; ``own``, to see an organisation's own
            private models.
        digest: sha256 of the secret, in hexadecimal digits.
        organisation: whose models, with ``own``.
    """

    name: str
    scope: Scope
    digest: str
    organisation: str | None = None


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is 32 random bytes, so that a plain sha256 hides it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """A secret that nobody can guess, with a prefix by which a leaked one is found."""
    return f"tiltyard_{secrets.token_urlsafe(32)}"


def require_token(name: str, table: Mapping[str, str], settings: Settings) -> None:
    """Return if this table may stand under ``[tokens.NAME]`` of these settings.

    Raises:
        ConfigurationError: it may not; the message says why.
    """
    try:
        token = TokenSettings.model_validate(dict(table))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(f"token {name!r}: {place}: {first['msg']}") from None
    _require_fitting(name, token, settings)


def make_tokens(settings: Settings) -> tuple[Token, ...]:
    """The tokens of the settings.

    Raises:
        ConfigurationError: a token's scope and organisation do not fit, there is no such
            organisation, or two tokens are the same.
    """
    seen: dict[str, str] = {}
    for name, token in settings.tokens.items():
        _require_fitting(name, token, settings)
        other = seen.setdefault(token.digest, name)
        if other != name:
            raise ConfigurationError(
                f"tokens {other!r} and {name!r} have one digest: make a secret for each with "
                "`tiltyard tokens new`"
            )
    return tuple(
        Token(name, one.scope, one.digest, one.organisation)
        for name, one in settings.tokens.items()
    )


def _require_fitting(name: str, token: TokenSettings, settings: Settings) -> None:
    if (token.scope == "own") != (token.organisation is not None):
        told = "names none" if token.organisation is None else f"names {token.organisation!r}"
        raise ConfigurationError(
            f"token {name!r}: scope 'own' needs an organisation, and 'moderate' takes none; "
            f"this one has scope {token.scope!r} and {told}"
        )
    known = settings.organisations
    if token.organisation is not None and token.organisation not in known:
        raise ConfigurationError(
            f"token {name!r} is of the organisation {token.organisation!r}, which has no table "
            f"`[organisations.{json.dumps(token.organisation)}]`"
            f"{nearest(token.organisation, list(known))}"
        )
