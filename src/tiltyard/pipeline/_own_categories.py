"""All categories: those of Tiltyard, and an operator's own from the settings and from files.

A folder of categories holds ``NAME.toml``, a table, or ``NAME.py``, which exposes ``category``.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

from tiltyard import categories
from tiltyard.categories import Category, Item, Rule, Value
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline._category_table import category_of
from tiltyard.pipeline._config import Config

# Names that the command line gives a meaning of their own.
ALL, STYLE, TOPIC = "all", "style", "topic"
RESERVED = (ALL, STYLE, TOPIC)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_IGNORED = (".md", ".txt")


def all_categories(config: Config) -> dict[str, Category]:
    """Every category by name: Tiltyard's, then the operator's own.

    Raises:
        ConfigurationError: an own category has a fault, or the name of another one.
    """
    found = {name: categories.load(name) for name in categories.names()}
    places = dict.fromkeys(found, "Tiltyard")
    for name, where, category in (*_asked(config), *_filed(config.category_folder)):
        if not _NAME.fullmatch(name) or name in RESERVED:
            raise ConfigurationError(
                f"{where}: {name!r} cannot be a category's name: small letters, digits and _ can, "
                f"and {' and '.join(map(repr, RESERVED))} mean something else"
            )
        base = found.get(name[:-2])
        if base is not None and base.reads == "answers" and name[-2:] in ("_a", "_b"):
            raise ConfigurationError(
                f"{where}: {name!r} is a column of {name[:-2]!r} in datasets; rename it"
            )
        if name in places:
            raise ConfigurationError(
                f"{where}: there is a category {name!r} already, of {places[name]}; rename it"
            )
        places[name] = where
        found[name] = category
    return found


def _asked(config: Config) -> Iterator[tuple[str, str, Category]]:
    for name, table in config.rubrics.items():
        where = f"setting 'data.rubrics.{name}'"
        yield name, where, category_of(table, name, where)


def _filed(folder: Path | None) -> Iterator[tuple[str, str, Category]]:
    if folder is None:
        return
    if not folder.is_dir():
        raise ConfigurationError(
            f"the setting 'data.category_folder' is {str(folder)!r}, which is no folder"
        )
    for path in sorted(folder.iterdir()):
        if path.name.startswith(("_", ".")) or path.is_dir() or path.suffix in _IGNORED:
            continue
        yield path.stem, repr(str(path)), _read(path)


def _read(path: Path) -> Category:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{str(path)!r} cannot be read: {error}") from None
    if path.suffix == ".toml":
        return category_of(_table(path, content), path.stem, repr(str(path)))
    if path.suffix == ".py":
        return _program(path, content)
    raise ConfigurationError(
        f"{str(path)!r} is no category: a folder of categories holds NAME.toml and NAME.py; "
        "a name that begins with _ is passed over"
    )


def _table(path: Path, content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigurationError(f"{str(path)!r} line {line} is not UTF-8: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{str(path)!r} is not TOML: {error}") from None


@cache
def _program(path: Path, content: bytes) -> Category:
    """The category of a Python file, run once however often it is asked for."""
    digest = hashlib.sha256(content).hexdigest()
    module = ModuleType(f"tiltyard_own_category_{path.stem}_{digest[:12]}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # dataclasses look for their module there
    try:
        exec(compile(content, str(path), "exec"), module.__dict__)
    except (Exception, SystemExit) as error:  # the operator's code may raise anything
        del sys.modules[module.__name__]
        raise _told(path, error) from error
    category = getattr(module, "category", None)
    if category is None:
        raise ConfigurationError(
            f"{str(path)!r} exposes no `category`: add `category = Category(...)`"
        )
    if not isinstance(category, Category):
        raise ConfigurationError(
            f"`category` in {str(path)!r} is of type {type(category).__name__!r}: "
            "it should be a tiltyard.categories.Category"
        )
    return _checked(path, category, digest)


def _checked(path: Path, category: Category, digest: str) -> Category:
    if not category.ways:
        raise ConfigurationError(
            f"`category` in {str(path)!r} has no way to find a label: give it a `rule`, "
            "`trained` or a `rubric`"
        )
    if category.reads not in ("prompts", "answers"):
        raise ConfigurationError(
            f"`category` in {str(path)!r} reads {category.reads!r}: "
            "it should be 'prompts' or 'answers'"
        )
    if category.rule is None:
        return category
    if not isinstance(category.rule, Rule):
        raise ConfigurationError(
            f"the rule of `category` in {str(path)!r} is of type {type(category.rule).__name__!r}: "
            "it should be a tiltyard.categories.Rule"
        )
    find = _guarded(path, category.rule.find)
    return replace(category, rule=replace(category.rule, find=find, digest=digest))


def _guarded(
    path: Path, find: Callable[[Sequence[Item]], Sequence[Value | None]]
) -> Callable[[Sequence[Item]], Sequence[Value | None]]:
    """The operator's rule, whose errors say where they come from."""

    def guarded(items: Sequence[Item]) -> Sequence[Value | None]:
        try:
            return list(find(items))
        except Exception as error:  # the operator's code may raise anything
            raise _told(path, error) from error

    return guarded


def _told(path: Path, error: BaseException) -> ConfigurationError:
    """What went wrong in an operator's file, and in which line of it."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == str(path) and error.lineno:
        lines.append(error.lineno)
    line = f" line {lines[-1]}" if lines else ""
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return ConfigurationError(f"{str(path)!r}{line}: {type(error).__name__}: {said}")
