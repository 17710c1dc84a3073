"""Ways to reach a model: ask one, and its answer comes as a stream of typed events.

A provider is a class in a file of this room, found by the file's name; its constructor's arguments
are its table in ``tiltyard.toml``. An `Endpoint` is a provider at one address, with deadlines,
retries and a circuit breaker; it is what the other rooms talk to.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from tiltyard import registry
from tiltyard.errors import ConfigurationError
from tiltyard.providers._breaker import Breaker
from tiltyard.providers._check import CheckResult, check
from tiltyard.providers._endpoint import MAX_TEXT_BYTES, Deadlines, Endpoint
from tiltyard.providers._events import (
    Failed,
    Finished,
    Provider,
    ProviderEvent,
    Reasoning,
    Request,
    Text,
    Usage,
)
from tiltyard.providers._fetch import fetch
from tiltyard.providers._files import (
    ModelFile,
    Progress,
    catalogue,
    default_directory,
    find,
    is_whole,
    model_file,
)

__all__ = [
    "MAX_TEXT_BYTES",
    "Breaker",
    "CheckResult",
    "Deadlines",
    "Endpoint",
    "Failed",
    "Finished",
    "ModelFile",
    "Progress",
    "Provider",
    "ProviderEvent",
    "Reasoning",
    "Request",
    "Text",
    "Usage",
    "catalogue",
    "check",
    "create",
    "default_directory",
    "fetch",
    "find",
    "is_whole",
    "model_file",
]


def create(name: str, arguments: Mapping[str, Any]) -> Provider:
    """The provider ``name``, built from its table in ``tiltyard.toml``.

    Values are converted to what the constructor asks for, since those from the environment are
    all text.

    Raises:
        UnknownNameError: there is no such provider.
        ConfigurationError: an argument is unknown, missing or of the wrong type, or the provider
            needs a package that is not installed.
    """
    provider = registry.load("providers", name, "provider")
    parameters = inspect.signature(provider, eval_str=True).parameters
    for key in arguments:
        if key not in parameters:
            hint = registry.nearest(key, list(parameters))
            raise ConfigurationError(f"provider {name!r} takes no {key!r}{hint}")
    for key, parameter in parameters.items():
        if parameter.default is parameter.empty and key not in arguments:
            raise ConfigurationError(f"provider {name!r} needs {key!r}: add it to its endpoint")
    converted = {key: _converted(name, parameters[key], value) for key, value in arguments.items()}
    return provider(**converted)  # type: ignore[no-any-return]  # the registry is untyped


def _converted(provider: str, parameter: inspect.Parameter, value: object) -> Any:  # noqa: ANN401 -- of whichever type the parameter has
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 -- slow to import

    try:
        return TypeAdapter(parameter.annotation).validate_python(value)
    except ValidationError as error:
        # The value is left out: it may be a key.
        reason = error.errors(include_input=False, include_url=False)[0]["msg"]
        raise ConfigurationError(
            f"{parameter.name!r} of provider {provider!r} is not as it should be: {reason}"
        ) from None
