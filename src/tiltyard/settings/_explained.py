"""Every setting with its value and where that came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tiltyard.settings._reading import config_file, read_file, read_variables
from tiltyard.settings._secrets import MASK, is_secret, masked
from tiltyard.settings._tables import PREFIX, Settings


@dataclass(frozen=True, slots=True)
class Line:
    """One setting, printable: secrets are masked. ``origin`` is a variable, a file or a default."""

    name: str
    value: str
    origin: str


def explain(settings: Settings) -> list[Line]:
    """Every setting with its value and where that came from, secrets masked."""
    from_file = dict(_leaves(read_file()))
    from_variables = {_lowered(path) for path, _ in _leaves(read_variables())}
    lines = []
    for path, value in _leaves(settings.model_dump(mode="json")):
        if _lowered(path) in from_variables:
            origin = PREFIX + "__".join(path).upper()
        elif path in from_file:
            origin = str(config_file())
        else:
            origin = "default"
        lines.append(Line(".".join(path), _printable(path, value), origin))
    return lines


def _leaves(
    tree: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*path, str(key)))
        else:
            yield (*path, str(key)), value


def _lowered(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.lower() for part in path)


def _printable(path: tuple[str, ...], value: object) -> str:
    if value is None:
        return "not set"
    if is_secret(path):
        return MASK
    return masked(str(value))
