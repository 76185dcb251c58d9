"""A course before it is stored: counted as it is written, begun where her tool says, without solutions."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from curriculum.archetype import complete
from curriculum.build import build
from curriculum.cell import Role
from curriculum.draft import draft_course
from curriculum.render import Template
from curriculum.variables import VariableError

WORDS = complete("economic", "allocator", "Sneakers", {})


def test_every_notebook_is_counted_once_as_it_is_written() -> None:
    counted: list[tuple[int, int]] = []
    course = draft_course(build(), "economic", WORDS, on_notebook=lambda *count: counted.append(count))
    written = sum((module.notebook is not None) + len(module.exercises) for module in course.modules)
    assert counted == [(number, written) for number in range(1, written + 1)]


def test_words_that_would_break_a_notebook_are_refused_before_one_is_written() -> None:
    counted: list[int] = []
    with pytest.raises(VariableError, match="choose plainer ones"):
        draft_course(
            build(), "economic", dict.fromkeys(WORDS, "# x"), on_notebook=lambda *_: counted.append(1)
        )
    assert counted == []


@pytest.mark.parametrize(("first", "optional", "locked"), [(1, 0, 6), (4, 3, 3), (7, 6, 0), (99, 6, 0)])
def test_a_course_begins_where_it_is_told_or_at_its_last_module(
    first: int, optional: int, locked: int
) -> None:
    modules = draft_course(build(), "economic", WORDS, first).modules
    expected = [(True, False)] * optional + [(False, False)] + [(False, True)] * locked
    assert [(module.is_optional, module.is_locked) for module in modules] == expected


def test_a_module_that_is_not_published_is_left_out() -> None:
    built = build()
    held_back = replace(built.blueprint[0], lessons=(), exercises=())
    course = draft_course(replace(built, blueprint=(held_back, *built.blueprint[1:])), "economic", WORDS)
    assert [module.order_index for module in course.modules] == [1, 2, 3, 4, 5, 6]
    assert not course.modules[0].is_locked


def test_what_a_model_retold_stands_in_the_notebooks() -> None:
    def retell(template: Template, values: Mapping[str, str]) -> Template:
        assert values == WORDS
        first, *rest = template.cells
        return replace(template, cells=(replace(first, text=first.text + "\n\nTold anew."), *rest))

    for module in draft_course(build(), "economic", WORDS, retell=retell).modules:
        for notebook in (module.notebook, *(exercise.notebook for exercise in module.exercises)):
            assert notebook is not None
            assert b"Told anew." in notebook


def test_a_solution_stands_in_the_draft_and_in_no_notebook() -> None:
    for module in draft_course(build(), "economic", WORDS).modules:
        for exercise in module.exercises:
            cells = [cell for cell in exercise.source.template.cells if cell.role is Role.SOLUTION]
            for cell in cells:
                assert cell.text in exercise.solution_code
                assert cell.text not in exercise.starter_code
            assert not {cell.text.encode() for cell in cells if cell.text.encode() in exercise.notebook}
