"""Names that are fixed now and told later: those of models that are tested in private."""

from __future__ import annotations

import hashlib

# So many models may an owner test in private at once.
MOST_AT_ONCE = 3

_NAME_TAG = b"tiltyard-name-v1\0"
_SERVED_TAG = b"tiltyard-served-v1\0"


def name_commitment(name: str, nonce: str) -> str:
    """What binds whoever registers a model to its name, as 64 hexadecimal digits.

    sha256 of a tag, the nonce and the name: without the nonce names could be tried one by one.

    Args:
        name: that is told at release.
        nonce: 64 hexadecimal digits, secret until then.
    """
    return hashlib.sha256(_NAME_TAG + bytes.fromhex(nonce) + name.encode()).hexdigest()


def sealed_digest(digest: str, nonce: str) -> str:
    """The digest of what is served, as the log has it while the name is secret.

    Whoever guesses the id of a model at its endpoint could else find its digest in the log.

    Args:
        digest: 64 hexadecimal digits, as the log has it at release.
        nonce: that of the name.
    """
    return hashlib.sha256(_SERVED_TAG + bytes.fromhex(nonce) + bytes.fromhex(digest)).hexdigest()


def is_told(value: object) -> bool:
    """Whether this is a name with the nonce of its commitment, as a leaf tells them."""
    if not isinstance(value, dict) or set(value) != {"name", "nonce"}:
        return False
    name, nonce = value["name"], value["nonce"]
    if not isinstance(name, str) or not 0 < len(name) <= 200 or not isinstance(nonce, str):
        return False
    return len(nonce) == 64 and not set(nonce) - set("0123456789abcdef") and name.isprintable()
