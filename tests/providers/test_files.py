from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from tiltyard.errors import ModelFileError
from tiltyard.providers import ModelFile, catalogue, find, is_whole, model_file
from tiltyard.providers._files import Source, remember

CONTENT = b"GGUF and so on"


def entry(**changes: object) -> ModelFile:
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    facts = {
        **{"name": "tiny", "title": "Tiny", "organisation": "Us", "licence": "MIT", "link": ""},
        **{"parameters": 1, "context_length": 8, "file": "tiny.gguf", "bytes": len(CONTENT)},
        **{"sha256": sha256, "sources": (), **changes},
    }
    return ModelFile(**facts)  # type: ignore[arg-type]  # facts of several types


@pytest.mark.parametrize("known", catalogue(), ids=lambda known: known.name)
def test_every_entry_of_the_catalogue_is_pinned(known: ModelFile) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", known.sha256)
    assert known.bytes > 1_000_000
    assert known.file.endswith(".gguf")
    assert known.licence == "Apache-2.0"
    assert known.parameters > known.context_length > 1000


@pytest.mark.parametrize(
    "source", [source for known in catalogue() for source in known.sources], ids=str
)
def test_every_source_is_a_secure_address_or_hashed_wheels(source: Source) -> None:
    if source.address is not None:
        assert source.address.startswith("https://")
    else:
        assert source.member
    for wheel in source.wheels:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}", wheel)


def test_the_smallest_model_comes_first() -> None:
    sizes = [known.bytes for known in catalogue()]
    assert sizes == sorted(sizes)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(ModelFileError, match="'smollm'; did you mean 'smollm2-135m'"):
        model_file("smollm")


def test_a_name_is_found_in_the_directory(tmp_path: Path) -> None:
    path = tmp_path / model_file("smollm2-135m").file
    path.touch()
    assert find("smollm2-135m", tmp_path) == path.resolve()


def test_a_path_is_found_wherever_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.touch()
    assert find(str(path), Path("/nowhere")) == path.resolve()


def test_two_names_of_a_file_are_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.touch()
    link = tmp_path / "other.gguf"
    link.symlink_to(path)
    assert find(str(link), tmp_path) == find(str(path), tmp_path)


def test_a_model_that_was_not_fetched_says_how(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="`tiltyard models fetch smollm2-135m`"):
        find("smollm2-135m", tmp_path)


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no model file at '.*gone\.gguf'"):
        find(str(tmp_path / "gone.gguf"), tmp_path)


def test_a_file_is_whole_if_its_sha256_fits(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(CONTENT)
    assert is_whole(entry(), tmp_path)


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT[::-1], CONTENT + b"!"])
def test_any_other_content_is_not_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tiny.gguf").write_bytes(content)
    assert not is_whole(entry(), tmp_path)


def test_a_missing_file_is_not_whole(tmp_path: Path) -> None:
    assert not is_whole(entry(), tmp_path)


def test_a_checked_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(CONTENT)
    remember(entry(), tmp_path)
    status = path.stat()
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert is_whole(entry(), tmp_path)


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(CONTENT)
    remember(entry(), tmp_path)
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(1, 1))
    assert not is_whole(entry(), tmp_path)


def test_a_new_pin_makes_it_read_again(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(CONTENT)
    remember(entry(), tmp_path)
    assert not is_whole(entry(sha256="0" * 64), tmp_path)
