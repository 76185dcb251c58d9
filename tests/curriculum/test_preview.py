"""The preview says what the course will say, and nothing in it is markup."""

import pytest

from curriculum.archetype import complete, course_title
from curriculum.build import build
from curriculum.draft import draft_course
from curriculum.preview import preview
from curriculum.variables import VariableError, clean_value
from tests.curriculum.hostile import HOSTILE


def test_the_preview_is_of_the_course_that_would_be_made() -> None:
    values = complete("economic", "allocator", "Sneakers", {})
    shown, made = preview(values), draft_course(build(), "economic", values)
    assert (shown.title, shown.pitch) == (made.title, made.description)
    assert [title for _, title in shown.modules] == [module.title for module in made.modules]
    assert shown.lesson == made.modules[0].content["lesson"]["title"]


def test_every_one_of_her_words_stands_in_the_paragraphs() -> None:
    values = complete("aesthetic", "composer", "Origami", {"entity_primary": "Crane", "container": "Garland"})
    text = " ".join(preview(values).paragraphs)
    for word in ("Origami", "crane", "cranes", "length", "garland"):
        assert word in text


def test_paragraphs_hold_no_marks_of_markdown() -> None:
    text = " ".join(preview(complete("economic", "allocator", "Sneakers", {})).paragraphs)
    assert not set("*`{}#[]\n") & set(text)


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_word_that_is_let_in_is_shown_as_it_was_typed(word: str) -> None:
    try:
        word = clean_value(word)
    except VariableError:
        return
    values = complete("digital", "builder", word, {"metric": word})
    shown = preview(values)
    assert shown.title == course_title(values)
    assert f"You know {word}." in shown.paragraphs[0]
