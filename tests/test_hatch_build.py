"""The wheel's build makes the browser files when, and only when, their sources changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hatch_build import Frontend, FrontendBuildError  # noqa: E402 -- lies outside the package

FAKE_NPM = """#!/bin/sh
echo "$@" >> calls.txt
if [ "$1" = run ]; then mkdir -p ../src/tiltyard/web/static/dist; fi
"""
BROKEN_NPM = """#!/bin/sh
echo "the sun is in my eyes" >&2
exit 3
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one browser source."""
    source = tmp_path / "frontend" / "src" / "page.ts"
    source.parent.mkdir(parents=True)
    source.write_text("export {};\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An npm that only notes how it was called."""
    monkeypatch.delenv("TILTYARD_SKIP_FRONTEND", raising=False)
    path = tmp_path / "npm"
    path.write_text(FAKE_NPM, encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("TILTYARD_NODE", str(path))
    return path


@pytest.mark.usefixtures("npm")
def test_a_build_installs_what_is_pinned_then_builds(root: Path) -> None:
    Frontend(root).build()
    calls = (root / "frontend" / "calls.txt").read_text(encoding="utf-8")
    assert calls.splitlines() == ["ci --ignore-scripts", "run build"]


@pytest.mark.usefixtures("npm")
def test_what_was_built_from_the_same_sources_is_current(root: Path) -> None:
    Frontend(root).build()
    assert Frontend(root).is_current


@pytest.mark.usefixtures("npm")
def test_a_changed_source_is_to_be_built(root: Path) -> None:
    Frontend(root).build()
    (root / "frontend" / "src" / "page.ts").write_text("export const a = 1;\n", encoding="utf-8")
    assert not Frontend(root).is_current


@pytest.mark.usefixtures("npm")
def test_a_source_that_moved_is_to_be_built(root: Path) -> None:
    Frontend(root).build()
    source = root / "frontend" / "src" / "page.ts"
    source.rename(source.with_name("leaf.ts"))
    assert not Frontend(root).is_current


def test_a_failed_build_says_what_npm_said(root: Path, npm: Path) -> None:
    npm.write_text(BROKEN_NPM, encoding="utf-8")
    with pytest.raises(FrontendBuildError, match=r"exit code 3[^$]*the sun is in my eyes"):
        Frontend(root).build()


def test_a_failed_build_is_not_current(root: Path, npm: Path) -> None:
    Frontend(root).build()
    npm.write_text(BROKEN_NPM, encoding="utf-8")
    with pytest.raises(FrontendBuildError):
        Frontend(root).build()
    assert not Frontend(root).is_current


def test_an_npm_that_is_not_there_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILTYARD_NODE", "/no/such/npm")
    with pytest.raises(FrontendBuildError, match="could not be started"):
        Frontend(root).build()


def test_a_package_without_browser_sources_is_current(tmp_path: Path) -> None:
    assert Frontend(tmp_path).is_current


def test_the_build_can_be_left_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILTYARD_SKIP_FRONTEND", "1")
    assert Frontend(root).is_current


def test_the_lock_names_no_registry() -> None:
    lock = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert "http" not in lock
