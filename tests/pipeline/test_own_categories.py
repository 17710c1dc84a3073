"""An operator's own categories, from the settings and from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiltyard import categories
from tiltyard.categories import Item
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import Config, all_categories

PROGRAM = """
from dataclasses import dataclass
from tiltyard.categories import Category, Rule

@dataclass(slots=True)
class Short:
    most: int = 5

    def __call__(self, items):
        return [sum(map(len, item.prompts)) <= self.most for item in items]

category = Category("Short", "At most five characters.", rule=Rule(Short()))
"""


def own(folder: Path, **written: str) -> Config:
    """A folder of categories; ``name_suffix`` names a file."""
    for name, text in written.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return Config(category_folder=folder)


def test_without_settings_there_are_those_of_tiltyard() -> None:
    assert list(all_categories(Config())) == categories.names()


def test_a_rubric_of_the_settings_is_a_category() -> None:
    config = Config(rubrics={"rude": {"question": "Is it rude?"}})
    assert all_categories(config)["rude"].ways == ("rubric",)


def test_a_table_in_a_file_is_a_category(tmp_path: Path) -> None:
    config = own(tmp_path, rude_toml='title = "Rude"\nany_of = ["idiot"]')
    assert all_categories(config)["rude"].title == "Rude"


def test_a_program_in_a_file_is_a_category(tmp_path: Path) -> None:
    category = all_categories(own(tmp_path, short_py=PROGRAM))["short"]
    found = categories.labeller("short", category).label([Item(("Hi!",)), Item(("Hello!",))])
    assert found == [True, False]


def test_a_changed_program_is_another_digest(tmp_path: Path) -> None:
    first = all_categories(own(tmp_path, short_py=PROGRAM))["short"].rule
    again = all_categories(own(tmp_path, short_py=PROGRAM.replace("5", "6")))["short"].rule
    assert first is not None
    assert again is not None
    assert first.digest != again.digest


def test_nothing_is_written_beside_a_program(tmp_path: Path) -> None:
    all_categories(own(tmp_path, short_py=PROGRAM))
    assert [path.name for path in tmp_path.iterdir()] == ["short.py"]


def test_notes_and_helpers_are_passed_over(tmp_path: Path) -> None:
    config = own(tmp_path, README_md="What these are.", _draft_toml="(")
    assert list(all_categories(config)) == categories.names()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("rude_toml", "a = 1\nany_of = x", r"rude.toml' is not TOML: .*line 2"),
        ("rude_toml", 'any_off = ["a"]', r"rude.toml': there is no key 'any_off'; did you mean"),
        ("rude_toml", 'any_of = ["("]', r"rude.toml': 'any_of' number 1"),
        ("rude_py", "category = ", r"rude.py' line 1: SyntaxError"),
        ("rude_py", "\n\nraise ValueError('no')", r"rude.py' line 3: ValueError: no"),
        ("rude_py", "import sys\nsys.exit(3)", r"rude.py' line 2: SystemExit: 3"),
        ("rude_py", "import nothing_like_it", r"rude.py' line 1: ModuleNotFoundError"),
        ("rude_py", "kategory = 1", r"rude.py' exposes no `category`"),
        ("rude_py", "category = 1", r"`category` in .*rude.py' is of type 'int'"),
        (
            "rude_py",
            "from tiltyard.categories import Category\ncategory = Category('a', 'b')",
            r"rude.py' has no way to find a label",
        ),
        (
            "rude_py",
            "from tiltyard.categories import Category\ncategory = Category('a', 'b', 'c', rule=1)",
            r"rude.py' reads 'c'",
        ),
        (
            "rude_py",
            "from tiltyard.categories import Category\ncategory = Category('a', 'b', rule=1)",
            r"the rule of `category` in .*rude.py' is of type 'int'",
        ),
        ("refusal_toml", 'any_of = ["a"]', r"there is a category 'refusal' already, of Tiltyard"),
        ("style_toml", 'any_of = ["a"]', r"'style' cannot be a category's name"),
        ("my-own_toml", 'any_of = ["a"]', r"'my-own' cannot be a category's name"),
        ("refusal_a_toml", 'any_of = ["a"]', r"'refusal_a' is a column of 'refusal'"),
        ("rude_yaml", "any_of: a", r"rude.yaml' is no category"),
    ],
)
def test_a_fault_is_told_with_its_file(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        all_categories(own(tmp_path, **{name: text}))


def test_a_name_may_be_used_once(tmp_path: Path) -> None:
    config = own(tmp_path, rude_toml='any_of = ["a"]', rude_py=PROGRAM)
    with pytest.raises(ConfigurationError, match=r"rude.toml': there is a category 'rude' already"):
        all_categories(config)


def test_what_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "rude.toml").write_bytes(b'title = "a"\nany_of = ["\xe9"]')
    with pytest.raises(ConfigurationError, match="line 2 is not UTF-8"):
        all_categories(Config(category_folder=tmp_path))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"'data.category_folder' is .*no folder"):
        all_categories(Config(category_folder=tmp_path / "nowhere"))


def test_a_rule_that_fails_is_told_with_its_line(tmp_path: Path) -> None:
    text = PROGRAM.replace("<= self.most", "<= 1 / 0")
    category = all_categories(own(tmp_path, short_py=text))["short"]
    with pytest.raises(ConfigurationError, match=r"short.py' line 10: ZeroDivisionError"):
        categories.labeller("short", category).label([Item(("Hi!",))])
