"""Writes down what stock nbgrader makes of honest work: `python -m tests.grading_corpus.honest.record`."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from curriculum.grading import gradebook
from hub.settings import Settings
from tests.grading_corpus.honest.corpus import Exercise, exercises
from tests.grading_corpus.honest.course import Course
from tests.grading_corpus.honest.likeness import digest

RECORD = Path(__file__).with_name("record.json")
RECORDED_ON = (3, 11)
"""The Python whose words for errors are in the recorded notebooks; scores are the same on every one."""
Record = dict[str, dict[str, Any]]


def main() -> None:
    """Grade all with stock nbgrader; takes a few seconds a submission."""
    record: dict[str, Record] = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    wanted = sys.argv[1:] or [exercise.name for exercise in exercises()]
    for exercise in exercises():
        if exercise.name in wanted:
            record[exercise.name] = of_stock(exercise)
            print(exercise.name, len(record[exercise.name]), flush=True)  # noqa: T201
    RECORD.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def of_stock(exercise: Exercise) -> Record:
    """What stock nbgrader makes of an assignment's submissions."""
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder), Settings.from_env().student_python)
        course.make(exercise.cell_seconds)
        course.add(exercise, exercise.submissions())
        course.run("nbgrader", "autograde", exercise.name)
        return read(course, exercise)


def read(course: Course, exercise: Exercise) -> Record:
    """What the gradebook and the graded notebooks of a course say, by student."""
    return {
        submission.student: {
            "scores": scores(course, exercise.name, submission.student),
            "notebook": digest(graded(course, exercise.name, submission.student)),
        }
        for submission in exercise.submissions()
    }


def scores(course: Course, assignment: str, student: str) -> dict[str, float | None]:
    """The automatic score of each graded cell."""
    reading = gradebook.read(course.gradebook, "honest", assignment, student)
    return {cell.name: cell.auto for cell in reading.cells} if reading else {}


def graded(course: Course, assignment: str, student: str) -> dict[str, Any]:
    """The graded notebook."""
    path = course.root / "autograded" / student / assignment / f"{assignment}.ipynb"
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


if __name__ == "__main__":
    main()
