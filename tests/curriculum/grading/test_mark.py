"""What a graded notebook says of its own run can be read again, and is no part of the student's work."""

import nbformat

from curriculum.grading.mark import (
    CellMark,
    RunMark,
    cell_mark,
    forget_marks,
    run_mark,
    write_cell_mark,
    write_run_mark,
)
from curriculum.grading.protocol.message import Outcome
from tests.factories.classroom import code, notebook_of, text
from tests.factories.moment import NOON

CELL = CellMark(Outcome.TIMEOUT, 1.5, 80.2, "Too slow.")
RUN = RunMark("landlock", 2.5, ("A cell was missing.",))


def test_marks_are_read_as_written_and_leave_a_valid_notebook() -> None:
    notebook = notebook_of([text("hello"), code("1")])
    write_cell_mark(notebook.cells[1], CELL, NOON)
    write_run_mark(notebook, RUN)
    nbformat.validate(notebook)
    again = nbformat.reads(nbformat.writes(notebook), as_version=4)
    assert cell_mark(again.cells[1]) == CELL
    assert run_mark(again) == RUN
    assert set(again.cells[1].metadata) == {"execution"}


def test_a_notebook_without_code_bears_the_mark_itself() -> None:
    notebook = notebook_of([text("hello")])
    write_run_mark(notebook, RUN)
    assert run_mark(notebook) == RUN


def test_what_stands_there_instead_of_a_mark_is_no_mark() -> None:
    for value in (7, "x", {"coursewright.cell": 7}, {"coursewright.cell": "[1]"}, {"coursewright.run": "{"}):
        cell = code("1", execution=value)
        assert cell_mark(cell) == CellMark()
        assert run_mark(notebook_of([text("x")], execution=value)) == RunMark()
        forget_marks([cell])
        assert cell.metadata == {}
