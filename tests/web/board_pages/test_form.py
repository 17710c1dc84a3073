"""The form above a board."""

from __future__ import annotations

from tiltyard.leaderboard import Choice, Choices, Query
from tiltyard.web.board_pages._form import Asking, Boxes, Form, Select, form

CHOICES = Choices(
    categories=(("Kinds of prompts", (Choice("coding", "Coding", 7), Choice("math", "Maths", 3))),),
    languages=(Choice("fr", "French", 4),),
    without=(Choice("tie", "ties"),),
    controls=("style", "position"),
    methods=("bradley_terry", "elo"),
    words=frozenset({"since", "until", "level", "voters"}),
)


def made(*, usual: Query | None = None, choices: Choices = CHOICES, **words: str) -> Form:
    """The form where this is asked."""
    return form(Asking(words, usual or Query(), {}, choices), "/leaderboard")


def select(form: Form, name: str) -> Select:
    """A field of it."""
    return next(one for one in (*form.first, *form.further) if one.name == name)


def boxes(form: Form, name: str) -> Boxes:
    """A list of it."""
    return next(one for one in form.boxes if one.name == name)


def offered(field: Select) -> list[str]:
    """Its words."""
    return [one.value for _, group in field.groups for one in group]


def test_it_offers_what_the_source_has() -> None:
    assert offered(select(made(), "category")) == ["", "coding", "math"]


def test_what_is_asked_is_chosen() -> None:
    assert select(made(language="fr"), "language").chosen == "fr"


def test_where_nothing_is_said_the_usual_is_chosen() -> None:
    form = made(usual=Query(control=("style",), level=0.9, method="elo"))
    chosen = (select(form, "level").chosen, select(form, "method").chosen)
    assert (boxes(form, "control").chosen, chosen) == (("style",), ("0.9", "elo"))


def test_nothing_held_equal_is_told_from_nothing_said() -> None:
    form = made(usual=Query(control=("style",)), control="none")
    assert boxes(form, "control").chosen == ()


def test_several_labels_at_once_are_a_choice_of_their_own() -> None:
    field = select(made(category="coding,math"), "category")
    assert (field.chosen, offered(field)[0]) == ("coding,math", "coding,math")


def test_what_the_source_does_not_have_stays_to_be_undone() -> None:
    form = made(category="codin", control="stile")
    assert "codin" in offered(select(form, "category"))
    assert [one.value for one in boxes(form, "control").choices] == ["style", "position", "stile"]


def test_dates_stand_in_their_own_fields() -> None:
    form = made(since="2026-01-05", until="2026-02-01T00:00:00Z")
    assert (form.dates, select(form, "since").chosen) == (("2026-01-05", "2026-02-01"), "")


def test_a_period_is_chosen_by_its_words() -> None:
    form = made(since="30d")
    assert (form.dates, select(form, "since").chosen) == (("", ""), "30d")


def test_without_times_there_are_no_dates() -> None:
    assert made(choices=Choices()).dates is None


def test_what_has_no_field_goes_along() -> None:
    assert made(models="a,b").hidden == (("models", "a,b"),)


def test_a_word_that_is_none_does_not_go_along() -> None:
    assert made(nonsense="1").hidden == ()


def test_what_is_folded_away_is_open_if_some_of_it_is_asked() -> None:
    assert (made().is_open, made(control="style").is_open, made(category="math").is_open) == (
        False,
        True,
        False,
    )


def test_one_source_alone_is_not_asked_for() -> None:
    assert "source" not in [one.name for one in made().first]


def test_a_comma_in_the_name_of_a_topic_parts_nothing() -> None:
    topic = Choice("topic:year, total", "year, total", 9)
    page = made(choices=Choices(categories=(("Topic", (topic,)),)), category=r"topic:year\, total")
    assert select(page, "category").chosen == r"topic:year\, total"
    assert r"topic:year\, total" in offered(select(page, "category"))
