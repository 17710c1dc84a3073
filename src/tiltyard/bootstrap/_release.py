"""A private model is released: its name and those of all its siblings are told, with all counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from tiltyard.bootstrap._boards import open_boards
from tiltyard.bootstrap._models import served_of
from tiltyard.bootstrap._private import require_new
from tiltyard.bootstrap._register import Register, Release, Told, Variant
from tiltyard.bootstrap._store import make_store
from tiltyard.errors import ConfigurationError, RatingError, UnknownNameError
from tiltyard.leaderboard import Board, board_with, widening
from tiltyard.registry import nearest
from tiltyard.settings import Settings
from tiltyard.store import Store


def release(settings: Settings, code_names: Sequence[str], *, at: datetime) -> Release:
    """Tell everything of an organisation's private models, and let some go on in public.

    All that were registered since its last release are told: name, rating and votes of each, those
    that were withdrawn among them. It can be run again if it was interrupted.

    Args:
        settings: as they were read.
        code_names: of those that are to be served under their own names from the next start on.
        at: the moment.

    Raises:
        UnknownNameError: there is no private model of that code name.
        ConfigurationError: it is released already, is not in the settings any more, or belongs to
            somebody else than the others.
        StoreError: the log could not be written.
    """
    register = Register(settings.data_dir)
    chosen = _all_chosen(settings, register, code_names)
    owner = chosen[0].owner
    siblings = siblings_of(register, owner)
    board = _board(settings, siblings, at)
    told = _told(siblings, {one.code_name for one in chosen}, board)
    store = make_store(settings)
    try:
        _write(settings, store, chosen, siblings)
    finally:
        store.close()
    known = settings.organisations.get(owner)
    done = Release(
        number=len(register.releases()) + 1,
        at=at,
        owner=owner,
        title=known.title or owner if known else owner,
        pseudonym=register.pseudonym(owner),
        level=settings.leaderboard.level,
        variants=tuple(sorted(told, key=_order)),
    )
    register.close(done)
    return done


def told_by(settings: Settings, code_names: Sequence[str]) -> list[Variant]:
    """All variants that such a release would tell of, in the order of registration.

    Raises:
        UnknownNameError, ConfigurationError: as `release`.
    """
    register = Register(settings.data_dir)
    return siblings_of(register, _all_chosen(settings, register, code_names)[0].owner)


def siblings_of(register: Register, owner: str) -> list[Variant]:
    """All variants of an organisation since its last release, in the order of registration."""
    told = register.told()
    found = (one for one in register.variants().values() if one.owner == owner)
    return sorted(
        (one for one in found if one.code_name not in told), key=lambda one: one.registered_at
    )


def _all_chosen(settings: Settings, register: Register, code_names: Sequence[str]) -> list[Variant]:
    chosen = [_chosen(settings, register, code_name) for code_name in code_names]
    owner = chosen[0].owner
    if strange := next((one for one in chosen if one.owner != owner), None):
        raise ConfigurationError(
            f"{strange.code_name!r} is of {strange.owner!r}, and {chosen[0].code_name!r} of "
            f"{owner!r}: release those of one organisation at a time"
        )
    return chosen


def _chosen(settings: Settings, register: Register, code_name: str) -> Variant:
    variants = register.variants()
    if code_name not in variants:
        hint = nearest(code_name, list(variants))
        raise UnknownNameError(f"no private model was registered as {code_name!r}{hint}")
    if code_name in register.told():
        raise ConfigurationError(f"{code_name!r} has been released already")
    variant = variants[code_name]
    model = settings.models.get(variant.name)
    if model is None or not model.private or model.code_name != code_name:
        raise ConfigurationError(
            f"{code_name!r} is not in the settings any more: to go on under its own name it needs "
            "its table as it was registered; it is told with any sibling that is released"
        )
    return variant


def _board(settings: Settings, siblings: Sequence[Variant], at: datetime) -> Board | None:
    """The usual board with the siblings on it; none if the votes rank nobody."""
    names = {one.code_name for one in siblings}
    with open_boards(settings) as supply:
        try:
            return board_with(supply.source, supply.boards.usual, names, computed_at=at)
        except RatingError:
            return None


def _told(siblings: Sequence[Variant], chosen: set[str], board: Board | None) -> list[Told]:
    rows = {row.card.name: row for row in board.rows} if board else {}
    unranked = {one.card.name: one for one in board.unranked} if board else {}
    found = []
    for one in siblings:
        row, other = rows.get(one.code_name), unranked.get(one.code_name)
        factor = widening(len(siblings), board.level) if board else 1.0
        votes = row.record.votes if row and row.record else other.votes if other else 0
        found.append(
            Told(
                code_name=one.code_name,
                name=one.name,
                nonce=one.nonce,
                digest=one.digest,
                registered_at=one.registered_at,
                is_released=one.code_name in chosen,
                votes=votes,
                rating=row.rating if row else None,
                low=row.rating - factor * (row.rating - row.low) if row else None,
                high=row.rating + factor * (row.high - row.rating) if row else None,
                reason="" if row else other.reason if other else "No votes yet",
            )
        )
    return found


def _write(
    settings: Settings, store: Store, chosen: Sequence[Variant], siblings: Sequence[Variant]
) -> None:
    """Leaves that tell the names, and the first public versions: what was tested, to the digest."""
    require_new(store, [one.name for one in chosen])
    by_code_name: Mapping[str, Variant] = {one.code_name: one for one in siblings}
    for leaf in store.log.declared():
        variant = by_code_name.get(leaf["name"])
        if variant is not None and leaf["name_commitment"] is not None:
            opened = {"name": variant.name, "nonce": variant.nonce}
            changed = {"state": "released", "digest": variant.digest, "name_told": opened}
            store.log.declare({**leaf, **changed, "reason": None})
    store.register([served_of(settings, one.name, settings.models[one.name]) for one in chosen])


def _order(one: Told) -> tuple[bool, float, str]:
    return one.rating is None, -(one.rating or 0.0), one.name
