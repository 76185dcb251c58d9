"""Who runs a cell, and whose text, is decided by the instructor's notebook."""

import pytest
from nbformat import NotebookNode

from curriculum.grading.job import job_of
from curriculum.grading.protocol.message import Job
from curriculum.grading.runner import GradingJob
from tests.factories.classroom import code, notebook_of, text


def marked(source: str, name: str, *, grade: bool = False, solution: bool = False) -> NotebookNode:
    marks = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": solution}
    return code(source, nbgrader={**marks, "locked": not solution, **({"points": 1} if grade else {})})


def job(submission: list[NotebookNode], source: list[NotebookNode]) -> Job:
    return job_of(GradingJob(notebook_of(submission), notebook_of(source)), 30.0)


AUTHOR = [
    code("import numpy as np"),
    marked("data = [1, 2]", "given"),
    marked("def f(): return 1", "answer", solution=True),
    marked("assert f() == 1\nassert hidden", "test", grade=True),
]


def test_tests_and_locked_cells_are_the_instructors_whatever_was_handed_in() -> None:
    handed_in = [
        marked("data = 'mine'", "given", solution=True),
        marked("def f(): return 2", "answer", solution=True),
        marked("pass", "test", solution=True),
    ]
    made = job(handed_in, AUTHOR)
    assert [(cell.role, cell.source) for cell in made.cells] == [
        ("locked", "data = [1, 2]"),
        ("student", "def f(): return 2"),
        ("test", "assert f() == 1\nassert hidden"),
    ]
    assert made.submission_source == ("def f(): return 2",)


def test_a_forged_test_cell_is_the_students_own() -> None:
    made = job([marked("assert True", "invented", grade=True)], AUTHOR)
    assert [cell.role for cell in made.cells] == ["student"]


def test_what_the_instructor_wrote_goes_along_with_the_cell_it_belongs_to() -> None:
    handed_in = [text("# Mine"), *AUTHOR[1:], code("np.pi")]
    made = job(handed_in, AUTHOR)
    assert {cell.index: cell.source for cell in made.solution} == {
        1: "import numpy as np",
        2: "def f(): return 1",
    }


@pytest.mark.parametrize(
    ("source", "is_taken"),
    [
        ("VARIANT = {'entity': 'Shoe'}", True),
        ("VARIANT = {'entity': print('x')}", False),
        ("VARIANT = {'entity': 1}", False),
        ("VARIANT = other = {'entity': 'Shoe'}", False),
        ("VARIANT = {'entity': 'Shoe'}\nprint()", False),
        ("VARIANT =", False),
    ],
)
def test_a_learners_own_values_are_words_and_nothing_else(source: str, is_taken: bool) -> None:
    author = [marked("VARIANT = {'entity': 'Cat'}", "variant")]
    made = job([marked(source, "variant")], author)
    assert (made.cells[0].source == source) is is_taken
