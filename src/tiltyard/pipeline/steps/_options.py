"""Options of a step, checked against its fields."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any

from tiltyard.errors import ConfigurationError
from tiltyard.registry import nearest

_WORDS = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    tuple: "a list of texts",
    type(None): "nothing",
}


def checked(place: str, step: Any, options: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- any dataclass
    """The options as the step's fields take them; lists become tuples.

    Raises:
        ConfigurationError: there is no such option, or its value is of another kind.
    """
    kinds = typing.get_type_hints(type(step))
    known = [field.name for field in dataclasses.fields(step)]
    given = {}
    for name, value in options.items():
        if name not in known:
            hint = nearest(name, known) or "; it has no options"
            raise ConfigurationError(f"there is no option {name!r} in {place}{hint}")
        given[name] = _as(kinds[name], value, f"{place}.{name}")
    return given


def _as(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401 -- annotations and values of any kind
    allowed = [typing.get_origin(one) or one for one in _alternatives(kind)]
    if isinstance(value, list) and tuple in allowed:
        if all(isinstance(one, str) for one in value):
            return tuple(value)
    elif isinstance(value, int) and not isinstance(value, bool) and float in allowed:
        return float(value)
    elif type(value) in allowed:
        return value
    wanted = " or ".join(_WORDS[one] for one in allowed if one is not type(None))
    raise ConfigurationError(f"{place} is {value!r}, and should be {wanted}")


def _alternatives(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- an annotation
    return typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
