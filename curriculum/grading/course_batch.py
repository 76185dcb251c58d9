"""Grades an assignment of any nbgrader course, as `nbgrader autograde` does, in its gradebook."""

import os
from collections.abc import Callable
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters.base import NbGraderException

from curriculum.grading.assignment import Graded, Plan
from curriculum.grading.converter import CoursewrightAutograde
from curriculum.grading.gradebook import without_its_warnings
from curriculum.grading.integrity.reading import UnreadableNotebookError
from curriculum.grading.ledger import Change
from curriculum.grading.runner import Limits
from curriculum.grading.verdict import Status, Verdict, graded, not_judged


class NoCourseError(Exception):
    """There is nothing to grade; the message says what to do."""


class _App(NbGrader):  # type: ignore[misc]
    """Reads a course's `nbgrader_config.py` as nbgrader's own commands do."""

    name = "nbgrader-autograde"
    description = "Autograde a notebook by running it"


class CourseBatch:
    """The submissions of one assignment of a course."""

    def __init__(
        self, folder: Path, assignment: str, python: Path, jobs: int, limits: Limits, *, is_forced: bool
    ) -> None:
        """Find the submissions; raises NoCourseError."""
        python = python.absolute()
        os.chdir(folder)
        app = _App()
        app.initialize(["--log-level=ERROR"])
        app.coursedir.assignment_id = assignment
        self._converter = CoursewrightAutograde(coursedir=app.coursedir, parent=app)
        self._converter.student_python = str(python)
        self._converter.jobs = jobs
        self._converter.cell_seconds, self._converter.wall_seconds = limits.cell_seconds, limits.wall_seconds
        self._converter.force = self._converter.force or is_forced
        try:
            self._converter.init_notebooks()
        except NbGraderException as error:
            where = app.coursedir.format_path(app.coursedir.submitted_directory, "*", assignment)
            msg = f"There is no submission of {assignment!r} in {where}. Check the names of both."
            raise NoCourseError(msg) from error

    @property
    def count(self) -> int:
        """How many submissions there are."""
        return len(self._converter.assignments)

    def run(self, on_verdict: Callable[[Verdict], None]) -> list[Change]:
        """Grade all; returns which scores moved. Raises NoCourseError if the gradebook lacks it."""

        def hear(plan: Plan, result: Graded | None) -> None:
            path = os.path.relpath(plan.source)
            if result is not None:
                on_verdict(graded(path, result.judged.values()))

        self._converter.on_submission = hear
        try:
            with without_its_warnings():
                self._converter.start()
        except NbGraderException as error:
            if not self._converter.failures:
                raise NoCourseError(str(error)) from error
        for (assignment, student), cause in sorted(self._converter.failures.items()):
            path = os.path.relpath(
                self._converter.coursedir.format_path(
                    self._converter.coursedir.submitted_directory, student, assignment
                )
            )
            status = Status.QUARANTINED if isinstance(cause, UnreadableNotebookError) else Status.FAILED
            on_verdict(not_judged(path, status, str(cause), {}))
        return self._converter.changes
