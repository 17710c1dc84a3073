"""Make the pages of docs/reference that say what the code says.

``python scripts/reference.py`` writes them; a test fails when one is stale.
"""

from __future__ import annotations

import ast
import sys
import tomllib
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from tiltyard import cli, errors, registry
from tiltyard.errors import TiltyardError
from tiltyard.settings import (
    PREFIX,
    EndpointSettings,
    ModelSettings,
    OrganisationSettings,
    Settings,
    TokenSettings,
)
from tiltyard.web.errors import STATUS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import http_reference  # noqa: E402 -- lies beside this file, wherever that is run from

REFERENCE = ROOT / "docs" / "reference"
# Tables that a person names.
NAMED: dict[str, type[BaseModel]] = {
    "endpoints": EndpointSettings,
    "models": ModelSettings,
    "organisations": OrganisationSettings,
    "tokens": TokenSettings,
}
MADE = "<!-- Made by scripts/reference.py from the code: run `make docs`, do not edit. -->"

# Rooms whose files are extensions: what one is, and what its file exposes.
ROOMS = {
    "providers": ("Ways to reach a model", "provider"),
    "matchmaking": ("Ways to draw a pair", "sampler"),
    "ratings.methods": ("Ways to estimate ratings", "method"),
    "store": ("Places that keep battles", "store"),
    "categories": ("Labels", "category"),
    "style": ("Features of an answer's form", "feature"),
    "personal": ("Kinds of personal data", "kind"),
    "pipeline.importers": ("Shapes of data that can be imported", "importer"),
    "pipeline.steps": ("Reasons to leave a row out of a dataset", "step"),
    "pipeline.exports": ("Layouts for training", "export"),
}
_TYPES: dict[object, str] = {
    str: "text", int: "whole number", float: "number", bool: "true or false",
    Path: "path", SecretStr: "text, secret", date: "date", time: "time", Any: "any value",
}  # fmt: skip


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")


def pages() -> dict[str, str]:
    """What each page should hold, by file name."""
    makers: dict[str, Callable[[], Iterable[str]]] = {
        "errors.md": errors_page,
        "settings.md": settings_page,
        "cli.md": cli_page,
        "extensions.md": extensions_page,
        "boards-api.md": lambda: http_reference.boards_api_page(_table),
    }
    return {name: "\n".join([MADE, "", *maker()]) + "\n" for name, maker in makers.items()}


# Errors


def error_classes() -> list[type[TiltyardError]]:
    """Every error there is, in the order in which they are written down."""
    found = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return [kind for kind in found if issubclass(kind, TiltyardError)]


def errors_page() -> Iterator[str]:
    """The tree, then what each error is and how it is told."""
    yield from ["# Errors", "", "Catch `TiltyardError` to catch all of them.", ""]
    yield from ["```text", _tree(), "```", ""]
    yield (
        "Over HTTP an error has a status and a short code, and on the command line it is one "
        "sentence and an exit code. Where a class has none of its own, that of its parent holds. "
        "What the operator may know and a voter may not (`store`, `internal`) is logged; the "
        "voter is told something neutral. Errors of HTTP itself are in "
        "[the HTTP API](api.md#errors)."
    )
    yield ""
    rows = [_error_row(kind) for kind in error_classes()]
    yield from _table(("error", "means", "HTTP", "code", "exit"), rows)


def _tree() -> str:
    return (errors.__doc__ or "").split("\n\n", maxsplit=1)[1].strip()


def _error_row(kind: type[TiltyardError]) -> list[str]:
    status, code = _nearest(STATUS, kind)
    means = _summary(kind.__doc__)
    return [f"`{kind.__name__}`", means, str(status), f"`{code}`", _exit_code(kind)]


def _exit_code(kind: type[TiltyardError]) -> str:
    return str(_nearest(cli.EXIT_CODES, kind))


def _nearest(table: dict[type[TiltyardError], Any], kind: type[TiltyardError]) -> Any:  # noqa: ANN401 -- whatever the table holds
    return next(table[one] for one in kind.__mro__ if one in table)


# Settings


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, for the page."""

    name: str
    variable: str
    type: str
    default: str
    about: str


def setting_names() -> list[str]:
    """Every setting: ``server.port``, and for tables of a name of one's own ``models.weight``."""
    return [name for name, _, _ in _fields()]


def settings_page() -> Iterator[str]:
    """Where settings come from, then one table for each part of the file."""
    yield from ["# Settings", ""]
    yield (
        "A setting comes from a variable of the environment, or else from `tiltyard.toml` in the "
        f"folder where the command is run (`{PREFIX}CONFIG` names another file), or else from its "
        "default. Unknown keys and variables are refused, with the nearest name. "
        "`tiltyard settings` shows every value and where it came from, with secrets masked."
    )
    yield ""
    yield (
        "In a variable's name two underscores stand between the parts: "
        f"`{PREFIX}SERVER__PORT`. Variables have no case, and reach only tables whose names hold "
        "nothing but letters, digits and single underscores, so name an endpoint like that if its "
        "key comes from the environment. A table may be given as JSON: "
        f"`{PREFIX}MODELS__OAK__PARAMETERS='{{\"temperature\": 0}}'`."
    )
    for title, rows in _grouped(_settings()).items():
        yield from ["", f"## {title}", ""]
        head = ("setting", "type", "default", "variable", "means")
        yield from _table(
            head, ([f"`{s.name}`", s.type, s.default, f"`{s.variable}`", s.about] for s in rows)
        )


def _settings() -> Iterator[Setting]:
    about = tomllib.loads((REFERENCE / "settings.toml").read_text(encoding="utf-8"))
    for name, variable, field in _fields():
        if name not in about:
            raise SystemExit(f"docs/reference/settings.toml does not say what {name!r} means")
        default = "needed" if field.is_required() else _default(field)
        yield Setting(name, variable, _type(field), default, about.pop(name))
    if about:
        raise SystemExit(f"docs/reference/settings.toml has {next(iter(about))!r}: no such setting")


def _fields() -> Iterator[tuple[str, str, FieldInfo]]:
    for name, field in Settings.model_fields.items():
        whole = field.annotation
        if name in NAMED:
            yield from _fields_of(NAMED[name], name, f"{PREFIX}{name.upper()}__NAME")
        elif isinstance(whole, type) and issubclass(whole, BaseModel):
            yield from _fields_of(whole, name, f"{PREFIX}{name.upper()}")
        else:
            yield name, f"{PREFIX}{name.upper()}", field


def _fields_of(
    table: type[BaseModel], name: str, variable: str
) -> Iterator[tuple[str, str, FieldInfo]]:
    for key, field in table.model_fields.items():
        yield f"{name}.{key}", f"{variable}__{key.upper()}", field


def _grouped(settings: Iterable[Setting]) -> dict[str, list[Setting]]:
    """By the part of the file that they stand in."""
    groups: dict[str, list[Setting]] = {}
    for setting in settings:
        table = setting.name.rpartition(".")[0]
        title = f"`[{table}.NAME]`" if table in NAMED else f"`[{table}]`" if table else "At the top"
        groups.setdefault(title, []).append(setting)
    return groups


def _type(field: FieldInfo) -> str:
    words = _type_words(field.annotation)
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    said = [
        f"{word} {getattr(one, key):,}"
        for one in field.metadata
        for key, word in bounds.items()
        if getattr(one, key, None) is not None
    ]
    return ", ".join([words, *said])


def _type_words(annotation: Any) -> str:  # noqa: ANN401 -- any annotation
    if annotation in _TYPES:
        return _TYPES[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{one}`" for one in arguments)
    if origin in {Union, types.UnionType}:
        return " or ".join(_type_words(one) for one in arguments if one is not type(None))
    if origin is dict:
        return "table"
    if origin is list:
        return "list"
    raise SystemExit(f"scripts/reference.py has no word for the type {annotation!r}")


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None:
        return "not set"
    if value == {}:
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


# Commands


@cache
def commands() -> dict[str, Any]:
    """Every command that can be run, by what one types."""
    return dict(
        found for name in cli.COMMANDS for found in _walk(f"tiltyard {name}", cli.command(name))
    )


def cli_page() -> Iterator[str]:
    """Each command with its arguments and options, then the exit codes."""
    yield from ["# Command line", ""]
    yield "Every command takes `--help`. `tiltyard --version` shows the version."
    for name, command in commands().items():
        yield from ["", f"## {name}", "", _summary(command.help)]
        usage = [name, *(_usage(one) for one in command.params)]
        yield from ["", "```text", " ".join(usage), "```"]
        if command.params:
            yield ""
            yield from _table(("", "means", "default"), map(_parameter, command.params))
    yield from ["", "## Exit codes", ""]
    yield "An error is one sentence on standard error, and a code:"
    yield ""
    codes = {0: "all is well", 1: "any other error, or a model that failed its check"}
    for kind, code in cli.EXIT_CODES.items():
        if kind is not TiltyardError:
            codes[code] = ", ".join(filter(None, [codes.get(code), f"`{kind.__name__}`"]))
    yield from _table(("code", "means"), ([str(code), codes[code]] for code in sorted(codes)))


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- typer's own classes are private
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for word, one in inner.items():
        yield from _walk(f"{name} {word}", one)


def _usage(parameter: Any) -> str:  # noqa: ANN401 -- as above
    word = _shown(parameter)
    several = f"{word}…" if parameter.nargs == -1 else word
    return several if parameter.required else f"[{several}]"


def _shown(parameter: Any) -> str:  # noqa: ANN401 -- as above
    option = str(parameter.opts[0])
    if not option.startswith("-"):
        return option.upper()
    flag = getattr(parameter, "is_flag", False)
    return option if flag else f"{option} {option.lstrip('-').replace('-', '_').upper()}"


def _parameter(parameter: Any) -> list[str]:  # noqa: ANN401 -- as above
    default = "needed" if parameter.required else ""
    if not parameter.required and parameter.default not in {None, False}:
        default = f"`{parameter.default}`"
    return [f"`{_shown(parameter)}`", _summary(parameter.help), default]


# Extensions


def extensions_page() -> Iterator[str]:
    """What there is in each room that can be extended."""
    yield from ["# Extensions", ""]
    yield (
        "A file's name is the name by which it is chosen in the settings. An outside package adds "
        "one by an entry point of the group named `tiltyard.` and the room, whose name is the "
        "extension's and whose object is what the file would expose."
    )
    for room, (title, attribute) in ROOMS.items():
        yield from ["", f"## {room}", ""]
        yield f"{title}. A file of `src/tiltyard/{room.replace('.', '/')}` exposes `{attribute}`."
        yield ""
        names = registry.names(room)
        yield from _table(("name", "is"), ([f"`{name}`", _about(room, name)] for name in names))


def _about(room: str, name: str) -> str:
    """The first line of its file, read without importing what it needs."""
    path = ROOT / "src" / "tiltyard" / room.replace(".", "/") / f"{name}.py"
    return _summary(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))))


# All pages


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def _summary(docstring: str | None) -> str:
    """A docstring's first paragraph on one line, with Markdown's quotes for code."""
    first = (docstring or "").strip().split("\n\n", maxsplit=1)[0]
    return " ".join(first.split()).replace("``", "`")


if __name__ == "__main__":
    main()
