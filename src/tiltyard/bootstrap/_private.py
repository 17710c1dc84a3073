"""Models that are tested in private: served under a code name, and in the log before any battle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from tiltyard.battles import Contender
from tiltyard.bootstrap._models import served_of
from tiltyard.bootstrap._register import Register, Variant, new_nonce
from tiltyard.errors import ConfigurationError
from tiltyard.ledger import MOST_AT_ONCE
from tiltyard.records import ModelCard
from tiltyard.registry import nearest
from tiltyard.settings import ModelSettings, Settings
from tiltyard.store import Log, Served, Store

# What could tell whose a model is, or which.
_TELLING = (
    "organisation",
    "licence",
    "link",
    "price_in_usd",
    "price_out_usd",
    "context_length",
    "parameter_count",
    "released_on",
)


def in_use(settings: Settings) -> Settings:
    """The settings with every model under the name that it is served by now.

    One that is private has its code name, and nothing that tells whose it is; one that was released
    has its own. A sibling of it, whose name is told and which was not released itself, is gone.

    Raises:
        ConfigurationError: a private model has a fault, or an organisation too many of them.
    """
    register = Register(settings.data_dir)
    _require_sound(settings, register)
    return settings.model_copy(update={"models": dict(_named(settings, register))})


def _named(settings: Settings, register: Register) -> Iterator[tuple[str, ModelSettings]]:
    told = register.told()
    for name, model in settings.models.items():
        if not model.private:
            yield name, model
        elif model.code_name not in told:
            hidden = {**dict.fromkeys(_TELLING), "visibility": "hidden"}
            yield str(model.code_name), model.model_copy(update=hidden)
        elif told[model.code_name][1].is_released:
            yield name, model.model_copy(update={"private": False})


def _require_sound(settings: Settings, register: Register) -> None:
    """Return if private models are as they should be.

    Raises:
        ConfigurationError: they are not; the model is named.
    """
    variants, told = register.variants(), register.told()
    code_names = [model.code_name for model in settings.models.values() if model.code_name]
    for name, model in settings.models.items():
        if model.owner is not None and model.owner not in settings.organisations:
            hint = nearest(model.owner, list(settings.organisations))
            raise ConfigurationError(
                f"model {name!r} names the owner {model.owner!r}, which has no table "
                f"`[organisations.{model.owner}]`{hint}"
            )
        if not model.private:
            _require_released(name, variants, told)
            continue
        if model.owner is None or model.code_name is None:
            raise ConfigurationError(
                f"model {name!r} is private: it needs an `owner` and a `code_name`"
            )
        if model.code_name in settings.models or code_names.count(model.code_name) > 1:
            raise ConfigurationError(
                f"the code name {model.code_name!r} of model {name!r} is another model's too"
            )
        if model.code_name in variants:
            _require_same(variants[model.code_name], served_of(settings, name, model), model.owner)
    _require_few(settings, told)
    _require_no_alias(settings, {*code_names, *variants})


def _require_released(
    name: str, variants: Mapping[str, Variant], told: Mapping[str, object]
) -> None:
    for variant in variants.values():
        if variant.name == name and variant.code_name not in told:
            raise ConfigurationError(
                f"model {name!r} was registered as private and has not been released: run "
                f"`tiltyard models release {variant.code_name}`, or set `private = true` again"
            )


def _require_same(known: Variant, served: Served, owner: str) -> None:
    if (known.name, known.owner) != (served.model, owner):
        raise ConfigurationError(
            f"the code name {known.code_name!r} was registered for another model: give "
            f"{served.model!r} one of its own"
        )
    if known.digest != served.digest:
        raise ConfigurationError(
            f"what is served as {known.code_name!r} is not what was registered under this code "
            "name: put its endpoint, model id, system prompt and parameters back, or give what is "
            "new a code name of its own; it is another variant"
        )


def _require_few(settings: Settings, told: Mapping[str, object]) -> None:
    tested: dict[str, list[str]] = defaultdict(list)
    for name, model in settings.models.items():
        if model.private and model.status == "active" and model.code_name not in told:
            tested[str(model.owner)].append(name)
    for owner, names in tested.items():
        if len(names) > MOST_AT_ONCE:
            raise ConfigurationError(
                f"organisation {owner!r} tests {len(names)} models in private, and at most "
                f"{MOST_AT_ONCE} are allowed at once: {', '.join(map(repr, names))}"
            )


def _require_no_alias(settings: Settings, code_names: Iterable[str]) -> None:
    hidden = set(code_names)
    for alias in settings.data.aliases:
        if alias.name in hidden or alias.means in hidden:
            raise ConfigurationError(
                f"the alias {alias.name!r} for {alias.means!r} has a code name in it: votes from "
                "before a release are not counted for the released model"
            )


def register_private(settings: Settings, contenders: Iterable[Contender], store: Store) -> None:
    """Write every private model down in the log, before it can be drawn.

    What is served under a code name is fixed: something else needs one of its own, and is another
    variant. One that is no longer in the settings is written down as withdrawn; its votes and its
    name are told with those of its siblings all the same.

    Args:
        settings: as they were read.
        contenders: all models that are served.
        store: has their votes, and the log.

    Raises:
        ConfigurationError: a file that opens a commitment of the log is gone, or cannot be kept; or
            there are votes on a model of the same name.
        StoreError: it could not be kept.
    """
    register = Register(settings.data_dir)
    log = store.log
    last = {leaf["name"]: leaf for leaf in log.declared() if leaf["name_commitment"] is not None}
    kept, told = register.variants(), register.told()
    if lost := sorted(set(last) - set(kept)):
        raise ConfigurationError(
            f"the private model {lost[0]!r} is in the log, and {str(register.folder)!r} has "
            "nothing of it: put the folder back from a backup; what was registered cannot be "
            "withdrawn"
        )
    tested = {
        str(model.code_name): Wanted(name, str(model.owner))
        for name, model in settings.models.items()
        if model.private and model.code_name not in told
    }
    require_new(store, [wanted.name for name, wanted in tested.items() if name not in kept])
    # First, so that at no place of the log an organisation tests more than it may.
    for code_name, leaf in last.items():
        if code_name not in tested and leaf["state"] == "private":
            log.declare({**leaf, "state": "retired", "reason": "withdrawn"})
    for one in contenders:
        if one.card.name in tested:
            wanted = tested[one.card.name]
            variant = kept.get(one.card.name) or register.add(_variant(wanted, one))
            _declare(register, variant, one, log)


def require_new(store: Store, names: Sequence[str]) -> None:
    """Return if there are no votes on models of these names, so that each begins from none.

    Raises:
        ConfigurationError: there are some.
    """
    if not names:
        return
    voted = {name for tally in store.tallies() for name in (tally.model_a, tally.model_b)}
    if taken := next((name for name in names if name in voted), None):
        raise ConfigurationError(
            f"there are votes on a model {taken!r} already: a private model needs a name of its "
            "own, so that its rating begins with its release"
        )


def until_told(settings: Settings, contenders: Iterable[Contender]) -> list[Contender]:
    """The same models; private ones are drawn until a command releases them.

    Args:
        settings: as they were read.
        contenders: all models that are served.
    """
    register = Register(settings.data_dir)
    tested = {model.code_name for model in settings.models.values() if model.private}
    return [
        replace(one, is_over=partial(register.is_told, one.card.name))
        if one.card.name in tested
        else one
        for one in contenders
    ]


class Wanted(NamedTuple):
    """A model that is to be tested in private: its own name, and whose it is."""

    name: str
    owner: str


def _variant(wanted: Wanted, one: Contender) -> Variant:
    return Variant(
        code_name=one.card.name,
        name=wanted.name,
        owner=wanted.owner,
        nonce=new_nonce(),
        digest=one.version.digest,
        registered_at=datetime.now(UTC),
    )


def _declare(register: Register, variant: Variant, one: Contender, log: Log) -> None:
    is_tested = one.card.active
    log.declare(
        {
            "type": "model",
            "model": one.version.id,
            "name": variant.code_name,
            "version": one.version.number,
            "digest": variant.sealed,
            "state": "private" if is_tested else "retired",
            "owner": register.pseudonym(variant.owner),
            "name_commitment": variant.commitment,
            "name_told": None,
            "reason": None if is_tested else "withdrawn",
        }
    )


def told_cards(settings: Settings, cards: Iterable[ModelCard]) -> tuple[ModelCard, ...]:
    """Cards of models that know of how many private variants a released one was chosen.

    Code names of before have cards too, which are on no board: their votes are in every fit.
    """
    register = Register(settings.data_dir)
    if not register.folder.exists():
        return tuple(cards)
    chosen = {
        one.name: len(release.variants)
        for release, one in register.told().values()
        if one.is_released
    }
    known = [replace(card, variants=chosen.get(card.name)) for card in cards]
    names = {card.name for card in known}
    hidden = [
        ModelCard(code_name, listed=False, active=False)
        for code_name in register.variants()
        if code_name not in names
    ]
    return (*known, *hidden)
