"""The documentation says what the code says: generated pages, names, links and blocks of code."""

from __future__ import annotations

import ast
import asyncio
import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tiltyard import bootstrap, registry
from tiltyard.settings import Settings

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from scripts import reference  # noqa: E402 -- lies outside the package

REFERENCE = ROOT / "docs" / "reference"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = (
    "providers",
    "matchmaking",
    "ratings.methods",
    "store",
    "categories",
    "style",
    "personal",
    "pipeline.importers",
    "pipeline.steps",
    "pipeline.exports",
)
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def name_of(page: Path) -> str:
    """A page as people call it."""
    return page.relative_to(ROOT).as_posix()


def blocks(language: str) -> list[Any]:
    """Every block of code in a language, named by its page and line."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for one in FENCED.finditer(text):
            if one[1] == language:
                line = text[: one.start()].count("\n") + 1
                found.append(pytest.param(one[2], id=f"{name_of(page)}:{line}"))
    return found


made = cache(reference.pages)


def is_command(words: str) -> bool:
    """Whether some command is called so, or begins so, or is followed by its arguments."""
    return any(
        words == name or name.startswith(f"{words} ") or words.startswith(f"{name} ")
        for name in reference.commands()
    )


@cache
def anchors(page: Path) -> set[str]:
    """What a link may name after ``#``, as GitHub makes it of headings."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in words}


MADE = ["boards-api.md", "cli.md", "errors.md", "extensions.md", "settings.md"]


@pytest.mark.parametrize("name", MADE)
def test_a_generated_page_is_current(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == made()[name], "run `.venv/bin/python scripts/reference.py`"


def test_every_page_that_is_made_is_held_to_the_code() -> None:
    assert sorted(made()) == MADE


def test_every_error_is_on_its_page() -> None:
    page = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    source = (ROOT / "src" / "tiltyard" / "errors.py").read_text(encoding="utf-8")
    names = [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    assert [name for name in names if f"| `{name}` |" not in page] == []


def test_every_error_is_drawn_in_the_tree() -> None:
    tree = (REFERENCE / "errors.md").read_text(encoding="utf-8").split("```")[1]
    drawn = re.findall(r"\w+Error\b", tree)
    assert sorted(drawn) == sorted(kind.__name__ for kind in reference.error_classes())


def test_every_setting_is_on_its_page() -> None:
    page = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert [name for name in reference.setting_names() if f"| `{name}` |" not in page] == []


def test_every_table_of_the_settings_is_read() -> None:
    tables = {name.split(".")[0] for name in reference.setting_names()}
    assert tables == set(Settings.model_fields)


def test_every_command_is_on_its_page() -> None:
    page = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    assert [name for name in reference.commands() if f"\n## {name}\n" not in page] == []


def test_every_command_is_in_a_guide_too() -> None:
    guides = "\n".join(
        page.read_text(encoding="utf-8") for page in PAGES if page.parent != REFERENCE
    )
    assert [name for name in reference.commands() if name not in guides] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_extension_is_on_its_page(room: str) -> None:
    page = (REFERENCE / "extensions.md").read_text(encoding="utf-8")
    assert [name for name in registry.names(room) if f"| `{name}` |" not in page] == []


def test_every_provider_has_its_guide() -> None:
    guide = (ROOT / "docs" / "guides" / "providers.md").read_text(encoding="utf-8")
    assert [name for name in registry.names("providers") if f'"{name}"' not in guide] == []


@pytest.mark.parametrize("room", ["matchmaking", "ratings.methods"])
def test_every_way_to_compute_is_explained(room: str) -> None:
    methods = "\n".join(
        page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "methods").glob("*.md")
    )
    for name in registry.names(room):
        assert name in methods or f"## {name.capitalize()}\n" in methods


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for link in LINK.findall(text):
        address, _, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (page.parent / address).resolve() if address else page
        is_page = target.suffix == ".md" and target.exists()
        if not target.exists() or (anchor and not (is_page and anchor in anchors(target))):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("block", blocks("toml"))
def test_a_block_of_settings_is_settings(block: str) -> None:
    Settings.model_validate(tomllib.loads(block))


@pytest.mark.parametrize("page", ["README.md", "docs/start.md"])
def test_the_settings_that_newcomers_copy_make_endpoints(page: str) -> None:
    copied = [block.values[0] for block in blocks("toml") if str(block.id).startswith(page)]
    assert copied
    for block in copied:
        for endpoint in bootstrap.make_endpoints(
            Settings.model_validate(tomllib.loads(block))
        ).values():
            asyncio.run(endpoint.close())


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^)(tiltyard(?: [a-z]+)+)", text, re.MULTILINE)
    assert [one for one in named if not is_command(one)] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_target_of_make_that_a_page_names_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|^|\w=\d+ )make ([a-z]+)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_variable_that_a_page_names_sets_something(page: Path) -> None:
    named = re.findall(r"\bTILTYARD_([A-Z]\w+)", page.read_text(encoding="utf-8"))
    known = {*Settings.model_fields, "config"}
    unknown = {one for one in named if one.lower().split("__")[0] not in known}
    assert unknown <= read_elsewhere()


@cache
def read_elsewhere() -> set[str]:
    """Variables that the code reads by itself, as no setting of an arena."""
    sources = [*ROOT.glob("src/**/*.py"), *ROOT.glob("benchmarks/**/*.py"), ROOT / "hatch_build.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    return set(re.findall(r"""["']TILTYARD_([A-Z]\w+)["']""", text))


@pytest.mark.parametrize("block", blocks("python"))
def test_a_block_of_python_runs(block: str) -> None:
    exec(compile(block, "a page", "exec", dont_inherit=True), {"__name__": "example"})
