"""Extensions by name: the file name is the name, and it is imported when first asked for.

A room's modules are its extensions, except those whose name begins with an underscore. An outside
package adds one by an entry point of the group ``tiltyard.<room>``.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from tiltyard.errors import UnknownNameError


def names(room: str) -> list[str]:
    """All extensions of a room (``providers``, ``ratings.methods``…), sorted."""
    return sorted(name for name in _own(room) | _outside(room).keys() if not name.startswith("_"))


def load(room: str, name: str, attribute: str) -> Any:  # noqa: ANN401 -- each room has its own type
    """The object that extension ``name`` exposes as ``attribute``.

    Raises:
        UnknownNameError: the room has no such extension.
    """
    if name not in names(room):
        raise UnknownNameError(f"there is no {attribute} {name!r}{nearest(name, names(room))}")
    if name in _outside(room):
        return _outside(room)[name].load()
    return getattr(importlib.import_module(f"tiltyard.{room}.{name}"), attribute)


@cache
def _own(room: str) -> frozenset[str]:
    """Modules of the room itself; looking through its folder takes longer than many a call."""
    package = importlib.import_module(f"tiltyard.{room}")
    return frozenset(module.name for module in pkgutil.iter_modules(package.__path__))


@cache
def _outside(room: str) -> dict[str, EntryPoint]:
    """Extensions of other packages; what is installed does not change while we run."""
    return {point.name: point for point in entry_points(group=f"tiltyard.{room}")}


def nearest(name: str, known: list[str]) -> str:
    """A hint for an unknown name: the nearest known one, or all of them if they are few."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known: {', '.join(known)}" if known else ""
