"""The wheel's build makes browser files and loops when, and only when, their sources changed."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hatch_build import (  # noqa: E402 -- lies outside the package
    Frontend,
    FrontendBuildError,
    Kernel,
    KernelBuildError,
    kernels,
)

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


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The folder of a checkout's C sources, with one function."""
    folder = tmp_path / "src" / "tiltyard" / "ratings" / "_kernel"
    folder.mkdir(parents=True)
    (folder / "seven.c").write_text("int seven(void) { return 7; }\n", encoding="utf-8")
    return folder


needs_compiler = pytest.mark.skipif(
    Kernel(ROOT, "ratings").compiler is None, reason="there is no C compiler on this machine"
)


@needs_compiler
@pytest.mark.usefixtures("sources")
def test_loops_are_compiled_into_a_library(tmp_path: Path) -> None:
    kernel = Kernel(tmp_path, "ratings")
    assert kernel.build()
    assert ctypes.CDLL(str(kernel.built)).seven() == 7


@needs_compiler
def test_a_changed_loop_is_to_be_compiled(tmp_path: Path, sources: Path) -> None:
    kernel = Kernel(tmp_path, "ratings")
    kernel.build()
    (sources / "seven.c").write_text("int seven(void) { return 8; }\n", encoding="utf-8")
    assert not kernel.is_current


@needs_compiler
def test_a_changed_header_is_to_be_compiled(tmp_path: Path, sources: Path) -> None:
    (sources / "seven.h").write_text("#define SEVEN 7\n", encoding="utf-8")
    kernel = Kernel(tmp_path, "ratings")
    kernel.build()
    (sources / "seven.h").write_text("#define SEVEN 8\n", encoding="utf-8")
    assert not kernel.is_current


def test_without_a_compiler_there_is_no_library(
    tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC", "/no/such/cc")
    assert not Kernel(tmp_path, "ratings").build()
    assert [path.name for path in sources.iterdir()] == ["seven.c"]


@needs_compiler
def test_a_failed_compilation_says_what_the_compiler_said(tmp_path: Path, sources: Path) -> None:
    (sources / "seven.c").write_text("int seven(void) { return seven seven; }\n", encoding="utf-8")
    with pytest.raises(KernelBuildError, match=r"exit code 1:[^$]*seven seven"):
        Kernel(tmp_path, "ratings").build()


@pytest.mark.parametrize("kernel", kernels(ROOT), ids=lambda kernel: kernel.room)
def test_the_kernels_of_this_checkout_are_current(kernel: Kernel) -> None:
    if kernel.compiler is None:
        pytest.skip("there is no C compiler on this machine")
    assert kernel.is_current


def test_every_folder_of_loops_is_built() -> None:
    written = {path.parent for path in (ROOT / "src" / "tiltyard").rglob("_kernel/*.c")}
    assert {kernel.folder for kernel in kernels(ROOT)} == written
