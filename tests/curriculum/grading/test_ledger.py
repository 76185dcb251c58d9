"""A batch's rows are those that nbgrader writes one by one, in one transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event

from curriculum.grading import gradebook
from curriculum.grading.gradebook import opened
from curriculum.grading.ledger import Arrival, Change, Entry, Ledger, Outcome, Penalty, UnknownAssignmentError

NOTEBOOK = "averages"
DUE = datetime(2026, 11, 21, 12, 0)  # noqa: DTZ001 - nbgrader's are naive


@pytest.fixture
def address(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with opened(address, "demo") as book:
        book.add_assignment("averages", duedate=DUE)
        for name in (NOTEBOOK, "second"):
            book.add_notebook(name, "averages")
            book.add_grade_cell("test", name, "averages", max_score=4, cell_type="code")
            book.add_grade_cell("essay", name, "averages", max_score=5, cell_type="markdown")
            book.add_solution_cell("essay", name, "averages")
            book.add_source_cell("test", name, "averages", cell_type="code", locked=True, source="assert x")
    return address


def no_penalty(_notebook: object, _student: str, _seconds: float) -> float | None:
    return None


def write(
    address: str,
    students: Mapping[str, float | None],
    *,
    at: datetime = DUE,
    penalty: Penalty = no_penalty,
    changed: frozenset[str] = frozenset(),
) -> list[Change]:
    outcomes = [
        Outcome(
            Arrival(student, at, frozenset({NOTEBOOK})),
            (Entry(student, NOTEBOOK, {"test": points, "essay": None}, {"essay": False}, changed),),
        )
        for student, points in students.items()
    ]
    return Ledger(address, "demo", "averages").write(outcomes, penalty)


def test_new_students_and_submissions_are_entered_with_their_points(address: str) -> None:
    assert write(address, {"ada": 4.0, "bob": 0.0}) == []
    ada = gradebook.read(address, "demo", "averages", "ada")
    assert ada
    assert ada.score == 4
    first, second = ([cell for cell in ada.cells if cell.notebook == name] for name in (NOTEBOOK, "second"))
    assert {cell.name: (cell.auto, cell.needs_manual) for cell in first} == {
        "essay": (None, True),
        "test": (4, False),
    }
    assert {cell.auto for cell in second} == {0}, "a notebook that was not handed in is worth nothing"


def test_a_regrade_keeps_a_manual_score_and_says_what_moved(address: str) -> None:
    write(address, {"ada": 4.0, "bob": 1.0})
    with opened(address, "demo") as book:
        book.find_grade("test", NOTEBOOK, "averages", "ada").manual_score = 3
        book.find_grade("essay", NOTEBOOK, "averages", "ada").manual_score = 5
        book.update_or_create_submission("averages", "ada")
    assert write(address, {"ada": 4.0, "bob": 1.0}) == []
    assert not looks(address, "ada")
    [moved] = write(address, {"ada": 2.0, "bob": 1.0})
    assert str(moved) == "ada: averages/test: 4 -> 2"
    assert looks(address, "ada") == {"test"}
    write(address, {"ada": 2.0}, changed=frozenset({"essay"}))
    assert looks(address, "ada") == {"essay"}
    reading = gradebook.read(address, "demo", "averages", "ada")
    assert reading
    assert reading.score == 8


def looks(address: str, student: str) -> set[str]:
    """The cells that wait for a person to look at them."""
    reading = gradebook.read(address, "demo", "averages", student)
    assert reading
    return {cell.name for cell in reading.cells if cell.needs_manual}


def test_a_late_submission_bears_its_penalty_and_a_timely_one_loses_it(address: str) -> None:
    asked: list[tuple[float, float]] = []

    def half(notebook: object, _student: str, seconds: float) -> float:
        score = float(notebook.score)  # type: ignore[attr-defined]
        asked.append((score, seconds))
        return score / 2

    write(address, {"ada": 4.0}, at=DUE + timedelta(hours=1), penalty=half)
    reading = gradebook.read(address, "demo", "averages", "ada")
    assert asked == [(4.0, 3600.0)]
    assert reading
    assert (reading.late_penalty, reading.score) == (2.0, 2.0)
    write(address, {"ada": 4.0}, penalty=half)
    again = gradebook.read(address, "demo", "averages", "ada")
    assert again
    assert again.late_penalty == 0


def test_an_answer_left_blank_is_commented_and_a_written_one_is_not(address: str) -> None:
    def blank(*, is_blank: bool) -> str | None:
        entry = Entry("ada", NOTEBOOK, {}, {"essay": is_blank})
        outcome = Outcome(Arrival("ada", None, frozenset({NOTEBOOK, "second"})), (entry,))
        Ledger(address, "demo", "averages").write([outcome], no_penalty)
        with opened(address, "demo") as book:
            comment: str | None = book.find_comment("essay", NOTEBOOK, "averages", "ada").auto_comment
            return comment

    assert blank(is_blank=True) == "No response."
    assert blank(is_blank=False) is None


def test_a_batch_is_one_transaction_and_few_statements(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(address, {"ada": 1.0})
    commits: list[object] = []
    statements: list[str] = []

    def watched(*arguments: object) -> object:
        book = Gradebook(*arguments)
        event.listen(book.engine, "commit", commits.append)
        event.listen(book.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
        return book

    monkeypatch.setattr("curriculum.grading.gradebook.Gradebook", watched)
    write(address, {f"student{number}": 2.0 for number in range(30)})
    assert len(commits) <= 2
    assert len(statements) < 30 * 15


def test_nothing_is_kept_of_a_batch_that_fails(address: str) -> None:
    def fail(_notebook: object, _student: str, _seconds: float) -> float | None:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        write(address, {"ada": 1.0, "bob": 2.0}, at=DUE + timedelta(days=1), penalty=fail)
    assert gradebook.read(address, "demo", "averages", "ada") is None


def test_an_unknown_assignment_is_named_with_what_to_do(address: str) -> None:
    with pytest.raises(UnknownAssignmentError, match="nbgrader generate_assignment 'other'"):
        Ledger(address, "demo", "other").known()
