"""The public copy says who signs and what counts, and can be brought anywhere."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tiltyard.errors import DataError, LedgerError
from tiltyard.ledger import Verifier
from tiltyard.transparency import Facts, KeyFile, Public, Publisher, Rules
from tiltyard.transparency._layout import Described, read_manifest
from transparency.logs import Published


def publish(published: Published, facts: Facts) -> Publisher:
    """Publish what there is now."""
    key = KeyFile(published.folder, "An Arena")
    publisher = Publisher(
        published.store.log, key, Public(published.folder, published.store.log, facts)
    )
    publisher.begin()
    publisher.step(at_once=True)
    assert publisher.standing.alarm is None
    return publisher


def test_the_description_names_the_key_that_signs(published: Published) -> None:
    publisher = publish(published, Facts("An Arena"))
    folder = publisher.copy.folder
    told = Described.of(json.loads((folder / "log.json").read_text()))
    assert (told.name, told.origin) == ("An Arena", publisher.verifier.name)
    assert told.key == str(publisher.verifier) == (folder / "keys").read_text().strip()


def test_the_list_of_files_is_signed_and_right(published: Published) -> None:
    publisher = publish(published, Facts("An Arena"))
    folder = publisher.copy.folder
    note = (folder / "files").read_text()
    listed = read_manifest(note, publisher.verifier.name)
    assert publisher.verifier.is_signed(note)
    assert listed == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("keys", "log.json")
    }


def test_rules_that_change_hold_from_the_next_leaf_on(published: Published) -> None:
    first, second = Rules(), Rules(profile="public", per_model=3, delay_hours=24, least_votes=5)
    publish(published, Facts("An Arena", first))
    published.add(4)
    publish(published, Facts("An Arena", second))
    published.add(4)
    publisher = publish(published, Facts("An Arena", second))
    told = Described.of(json.loads((publisher.copy.folder / "log.json").read_text()))
    assert [(one.since, one.profile) for one in told.rules] == [(0, "team"), (4, "public")]


def test_rules_hold_from_the_start_of_the_arena_on(published: Published) -> None:
    publish(published, Facts("An Arena", Rules()))
    published.add(4)
    later = published.publisher()
    later.public = Public(
        published.folder, published.store.log, Facts("An Arena", Rules(delay_hours=9))
    )
    later.begin()
    published.add(4)
    later.step()
    told = Described.of(json.loads((later.copy.folder / "log.json").read_text()))
    assert [(one.since, one.delay_hours) for one in told.rules] == [(0, 0), (4, 9)]


def test_rules_that_no_leaf_was_under_are_not_told(published: Published) -> None:
    for days in (1, 2, 3):
        publisher = publish(published, Facts("An Arena", Rules(delay_hours=days)))
    told = Described.of(json.loads((publisher.copy.folder / "log.json").read_text()))
    assert [(one.since, one.delay_hours) for one in told.rules] == [(0, 3)]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a copy but its lock."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_export_is_the_copy_and_grows_with_it(published: Published, tmp_path: Path) -> None:
    to = tmp_path / "export"
    published.add(300)
    publisher = publish(published, Facts("An Arena"))
    assert publisher.public.export(to) == (0, 300)
    assert contents(to) == contents(publisher.copy.folder)
    untouched = (to / "tile" / "0" / "000").stat().st_mtime_ns
    published.add(5)
    publisher = publish(published, Facts("An Arena"))
    assert publisher.public.export(to) == (300, 305)
    assert (to / "checkpoint").read_text() == publisher.copy.note
    assert (to / "tile" / "0" / "000").stat().st_mtime_ns == untouched


def test_an_export_needs_something_that_was_published(published: Published, tmp_path: Path) -> None:
    public = Public(published.folder, published.store.log, Facts("An Arena"))
    with pytest.raises(DataError, match="nothing is published yet"):
        public.export(tmp_path / "export")


def test_an_export_does_not_overwrite_another_log(published: Published, tmp_path: Path) -> None:
    to = tmp_path / "export"
    publisher = publish(published, Facts("An Arena"))
    publisher.public.export(to)
    note = (to / "checkpoint").read_text()
    (to / "checkpoint").write_text(note.replace(publisher.verifier.name, "other"))
    with pytest.raises(LedgerError, match="holds the log 'other'"):
        publisher.public.export(to)


def test_a_witness_is_named(published: Published) -> None:
    key = str(Verifier("ada.example", b"\1" * 32))
    folder = publish(published, Facts("An Arena", witnesses=(key,))).copy.folder
    assert key in (folder / "keys").read_text().splitlines()


def test_rules_that_were_damaged_are_told(published: Published) -> None:
    publish(published, Facts("An Arena"))
    (published.folder / "log.rules.json").write_text('[{"colour": 3}]')
    public = Public(published.folder, published.store.log, Facts("An Arena"))
    publisher = Publisher(published.store.log, KeyFile(published.folder, "An Arena"), public)
    publisher.begin()
    published.add(1)
    publisher.step(at_once=True)
    assert "log.rules.json' is damaged" in str(publisher.standing.alarm)
