"""What the log holds of the arena's models, and where battles are drawn from."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import numpy as np

from tiltyard.battles import Contender, Draws
from tiltyard.ledger import Leaf
from tiltyard.settings import Settings
from tiltyard.store import Log, Store


def make_draws(
    settings: Settings,
    contenders: Sequence[Contender],
    store: Store,
    rng: np.random.Generator | None,
) -> Draws:
    """Where battles are drawn from; every model that may be is in the log before.

    Args:
        settings: say how pairs are drawn.
        contenders: the models that may meet.
        store: holds the log.
        rng: makes seeds that tests can repeat; by default nobody can predict them.

    Raises:
        ConfigurationError: a weight cannot be told.
        StoreError: the log could not be written.
    """
    declare(contenders, store.log)
    random_bytes = secrets.token_bytes if rng is None else rng.bytes
    return Draws(contenders, store.log, sampler=settings.battle.sampler, random_bytes=random_bytes)


def declare(contenders: Sequence[Contender], log: Log) -> None:
    """Write down each version that begins to be served, and each that is so no longer.

    Raises:
        StoreError: it could not be kept.
    """
    served = {one.version.id: one for one in contenders}
    known = {leaf["model"]: leaf for leaf in log.declared()}
    names = {one.version.model for one in contenders}
    for version, leaf in known.items():
        if version not in served and leaf["state"] == "active":
            reason = "replaced" if leaf["name"] in names else "removed"
            log.declare({**leaf, "state": "retired", "reason": reason})
    for one in contenders:
        leaf = _leaf(one)
        # A state that others gave it, such as that of a private model, is theirs to change.
        if one.version.id not in known or known[one.version.id]["state"] in {"active", "retired"}:
            log.declare(leaf)


def _leaf(one: Contender) -> Leaf:
    return {
        "type": "model",
        "model": one.version.id,
        "name": one.version.model,
        "version": one.version.number,
        "digest": one.version.digest,
        "state": "active" if one.card.active else "retired",
        "owner": None,
        "name_commitment": None,
        "name_told": None,
        "reason": None if one.card.active else "settings",
    }
