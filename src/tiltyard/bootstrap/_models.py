"""Models of the settings: how each is reached, what is served, and what may be told of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from tiltyard import providers
from tiltyard.battles import Contender
from tiltyard.drift import Journal
from tiltyard.errors import ConfigurationError
from tiltyard.providers import Deadlines, Endpoint, Request
from tiltyard.records import Message, ModelCard, ModelVersion
from tiltyard.registry import nearest
from tiltyard.settings import ModelSettings, Settings, without_secrets
from tiltyard.store import Served, Store

# Endpoints that need no table of their own.
_BUILT_IN = {"local": "local", "scripted": "scripted"}


def make_endpoints(settings: Settings) -> dict[str, Endpoint]:
    """Every endpoint that a model names; nothing is contacted yet.

    Raises:
        ConfigurationError: a model names an endpoint that is not there.
    """
    made: dict[str, Endpoint] = {}
    for name, model in settings.models.items():
        if model.endpoint not in made:
            made[model.endpoint] = make_endpoint(settings, name, model.endpoint)
    return made


def make_endpoint(settings: Settings, model: str, name: str) -> Endpoint:
    """The endpoint ``name`` that ``model`` names.

    Raises:
        ConfigurationError: there is none, or its provider refuses its table.
    """
    table = settings.endpoints.get(name)
    if table is None and name not in _BUILT_IN:
        known = sorted({*settings.endpoints, *_BUILT_IN})
        raise ConfigurationError(
            f"model {model!r} names the endpoint {name!r}, which has no table{nearest(name, known)}"
        )
    provider = table.provider if table is not None else _BUILT_IN[name]
    arguments = table.arguments() if table is not None else {}
    if provider == "local":
        arguments.setdefault("models_dir", settings.models_dir.expanduser())
    try:
        return Endpoint(name, providers.create(provider, arguments))
    except ConfigurationError as error:
        raise ConfigurationError(f"endpoint {name!r}: {error}") from error


def model_request(model: ModelSettings, prompt: str) -> tuple[Request, Deadlines]:
    """One question for one model, with its own system prompt, parameters and deadlines."""
    system = [Message("system", model.system_prompt)] if model.system_prompt else []
    messages = (*system, Message("user", prompt))
    return Request(model.model, messages, model.parameters), deadlines_of(model)


def deadlines_of(model: ModelSettings) -> Deadlines:
    """How long a model may take."""
    return Deadlines(model.first_token_seconds, model.idle_seconds, model.total_seconds)


def cards(settings: Settings) -> tuple[ModelCard, ...]:
    """What everybody may know of each model."""
    return tuple(_card(name, model) for name, model in settings.models.items())


def _card(name: str, model: ModelSettings) -> ModelCard:
    return ModelCard(
        name=name,
        organisation=model.organisation,
        licence=model.licence,
        link=model.link,
        price_in_usd=model.price_in_usd,
        price_out_usd=model.price_out_usd,
        context_length=model.context_length,
        parameters=model.parameter_count,
        released_on=model.released_on,
        listed=model.visibility == "public",
        active=model.status == "active",
    )


def make_contenders(
    settings: Settings, endpoints: Mapping[str, Endpoint], store: Store
) -> list[Contender]:
    """Every model of the settings, at the version of it that is served now.

    Raises:
        DataError: the journal of alarms is damaged.
    """
    epochs = journal_of(settings).epochs()
    served = [
        # What was registered of a private model is what is tested, until it is released.
        served_of(settings, name, model, epoch=0 if model.private else epochs.get(name, 0))
        for name, model in settings.models.items()
    ]
    versions = store.register(served)
    return [
        _contender(model, _card(name, model), versions[name], endpoints[model.endpoint])
        for name, model in settings.models.items()
    ]


def _contender(
    model: ModelSettings, card: ModelCard, version: ModelVersion, endpoint: Endpoint
) -> Contender:
    return Contender(
        card=card,
        version=version,
        endpoint=endpoint,
        model=model.model,
        deadlines=deadlines_of(model),
        system_prompt=model.system_prompt,
        parameters=model.parameters,
        weight=model.weight,
    )


def journal_of(settings: Settings) -> Journal:
    """The alarms of the arena, which say how often a model changed behind its name."""
    return Journal(settings.data_dir / "drift" / "alarms.jsonl")


def served_of(settings: Settings, name: str, model: ModelSettings, *, epoch: int = 0) -> Served:
    """What is served under a name: all that can change an answer, and no secret.

    ``epoch``: how often it was found to have changed though all of this is the same.
    """
    table = settings.endpoints.get(model.endpoint)
    arguments = table.arguments() if table is not None else {}
    # Without a change there is no word of it, so that what was registered before stays the same.
    changed = {"epoch": epoch} if epoch else {}
    description = json.dumps(
        {
            **changed,
            "provider": table.provider if table is not None else model.endpoint,
            "arguments": without_secrets(arguments),
            "model": model.model,
            "system_prompt": model.system_prompt,
            "parameters": without_secrets(model.parameters),
        },
        default=str,
        sort_keys=True,
        ensure_ascii=False,
    )
    return Served(name, description, hashlib.sha256(description.encode()).hexdigest())
