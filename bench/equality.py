"""Whether this engine and stock nbgrader make the same of every honest submission; takes half an hour."""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.grading import SCALE
from bench.row import Row
from hub.settings import Settings
from tests.grading_corpus.honest.corpus import Exercise, Submission, exercises
from tests.grading_corpus.honest.course import Course
from tests.grading_corpus.honest.likeness import normal
from tests.grading_corpus.honest.record import graded, scores


def rows() -> Iterator[Row]:
    """Grade every honest submission with both engines and count what differs."""
    for exercise in exercises():
        submissions = list(itertools.islice(exercise.submissions(), max(round(exercise.count * SCALE), 2)))
        with tempfile.TemporaryDirectory() as folder:
            course = Course(Path(folder), Settings.from_env().student_python)
            course.make(exercise.cell_seconds)
            course.add(exercise, submissions)
            course.run("nbgrader", "autograde", exercise.name)
            stock = _told(course, exercise, submissions)
            course.run("coursewright", "grade", "--course", ".", "--force", exercise.name)
            ours = _told(course, exercise, submissions)
        unequal = [name for name, found in stock.items() if found != ours[name]]
        note = ", ".join(unequal) or "scores and notebooks are equal"
        yield Row(f"{exercise.name}: unlike stock", len(unequal), f"of {len(submissions)}", note)


def _told(course: Course, exercise: Exercise, submissions: list[Submission]) -> dict[str, object]:
    return {
        each.student: (
            scores(course, exercise.name, each.student),
            normal(graded(course, exercise.name, each.student)),
        )
        for each in submissions
    }
