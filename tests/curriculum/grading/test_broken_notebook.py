"""No notebook, however broken, goes ungraded without a word."""

from collections.abc import Callable

import pytest
from nbformat import NotebookNode

from db.enums import GradingState
from hub.jobs.grade import GradeJob
from tests.factories.classroom import SOLUTION, STUDENT_PYTHON, Classroom, code, mark, plain


def find(notebook: NotebookNode, name: str) -> NotebookNode:
    found: NotebookNode = next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name
    )
    return found


def double_the_solution(notebook: NotebookNode) -> None:
    notebook.cells.insert(3, plain(**find(notebook, "mean")))


def double_a_test(notebook: NotebookNode) -> None:
    notebook.cells.append(plain(**find(notebook, "mean-of-two")))


def delete_the_tests(notebook: NotebookNode) -> None:
    notebook.cells = notebook.cells[:3]


def delete_what_is_locked(notebook: NotebookNode) -> None:
    notebook.cells = [find(notebook, "mean")]


def retype_a_test(notebook: NotebookNode) -> None:
    cell = find(notebook, "mean-of-two")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def unmark_a_test(notebook: NotebookNode) -> None:
    find(notebook, "mean-of-fractions").metadata["nbgrader"]["grade"] = False


def edit_a_test(notebook: NotebookNode) -> None:
    find(notebook, "mean-of-fractions").source = "assert True"


def raise_the_points(notebook: NotebookNode) -> None:
    find(notebook, "mean-of-two").metadata["nbgrader"]["points"] = 1000


def forge_a_test(notebook: NotebookNode) -> None:
    notebook.cells.append(code("1", **mark("forged", grade=True, locked=True, points=100)))


def damage_the_marks(notebook: NotebookNode) -> None:
    notebook.cells.append(code("1", nbgrader={}))
    notebook.cells.append(code("1", nbgrader={"grade_id": 7, "schema_version": 99}))


@pytest.mark.parametrize(
    "breaks",
    [
        double_the_solution,
        double_a_test,
        delete_the_tests,
        delete_what_is_locked,
        retype_a_test,
        unmark_a_test,
        edit_a_test,
        raise_the_points,
        forge_a_test,
        damage_the_marks,
    ],
    ids=lambda breaks: breaks.__name__,
)
def test_a_mended_notebook_is_worth_what_its_answer_is_worth(
    classroom: Classroom, breaks: Callable[[NotebookNode], None]
) -> None:
    job = GradeJob(classroom.begin, classroom.access, classroom.state, STUDENT_PYTHON, classroom.runner)
    notebook = classroom.answer(SOLUTION)
    breaks(notebook)
    submission = classroom.submit(notebook)
    job(submission.id)
    graded = classroom.get(submission.id)
    assert (graded.state, graded.error) == (GradingState.GRADED, None)
    assert graded.score == 10
    assert graded.max_score == 10
    assert graded.integrity
    assert graded.sandbox
