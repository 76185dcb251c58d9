"""Runs nbgrader's own release step on a folder of notebooks, in a process of its own.

nbgrader's converters change the working directory and take seconds to import, so `release` starts this module
(`python -m curriculum.convert`) instead of importing it. The request is JSON on standard input, so that the
gradebook's address is in no process list; the answer is JSON on standard output: assignment -> error or null.
A request names `root`, `gradebook`, `course` and `assignments`, a table from name to due date or null.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from curriculum.grading.gradebook import opened


class _LastLines(logging.Handler):
    """Keeps what the converter logs as errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += record.getMessage().splitlines()


def convert(root: Path, gradebook: str, course: str, name: str) -> str | None:
    """Make `release/<name>` from `source/<name>` and register it; what went wrong, or None."""
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = gradebook
    config.CourseDirectory.course_id = course
    config.CourseDirectory.assignment_id = name
    log = logging.getLogger(f"coursewright.convert.{name}")
    log.propagate = False
    handler = _LastLines()
    log.addHandler(handler)
    coursedir = CourseDirectory(config=config, log=log)
    converter = GenerateAssignment(coursedir=coursedir, config=config, log=log, force=True)
    try:
        converter.start()
    except NbGraderException:
        return _reason(handler.lines)
    return None


def set_due_date(gradebook: str, course: str, name: str, due: str | None) -> None:
    """Write the due date into the gradebook; None takes it away."""
    with opened(gradebook, course) as book:
        book.update_or_create_assignment(name, duedate=due)


def _reason(lines: list[str]) -> str:
    raised = [line for line in lines if "Error: " in line and not line.startswith(" ")]
    return raised[-1].partition("Error: ")[2] if raised else (lines or ["nbgrader gave no reason"])[-1]


def main() -> None:
    """Answer one request."""
    request: dict[str, Any] = json.load(sys.stdin)
    root = Path(request["root"])
    outcome = {
        name: convert(root, request["gradebook"], request["course"], name) for name in request["assignments"]
    }
    for name, due in request["assignments"].items():
        if outcome[name] is None:
            set_due_date(request["gradebook"], request["course"], name, due)
    json.dump(outcome, sys.stdout)


if __name__ == "__main__":
    main()
