"""`nbgrader autograde` typed in a terminal uses the sandbox by configuration alone."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from db.models import CodeSubmission
from hub.jobs.grade import GradeJob
from hub.jobs.marks import MarkConsumer
from tests.factories.classroom import ASSIGNMENT, SOLUTION, STUDENT_PYTHON, Classroom, as_bytes

REPOSITORY = Path(__file__).resolve().parents[3]
CONFIG = REPOSITORY / "hub" / "course_server" / "jupyter"
SPY = f"{SOLUTION}\nimport os\nassert 'PGPASSWORD' not in os.environ\n"


def test_the_command_grades_in_the_sandbox_and_its_marks_are_recorded(
    classroom: Classroom, tmp_path: Path
) -> None:
    root = classroom.course.root
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    root.stage(ASSIGNMENT, "ada", as_bytes(classroom.answer(SPY)), moment)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT, "--student", "ada"],
        cwd=root.path,
        env={
            **os.environ,
            **classroom.access.course_env(root.slug),
            "COURSEWRIGHT_COHORT": root.slug,
            "COURSEWRIGHT_COURSE_ROOT": str(root.path),
            "COURSEWRIGHT_STUDENT_PYTHON": str(STUDENT_PYTHON),
            "JUPYTER_CONFIG_PATH": str(CONFIG),
            "JUPYTER_CONFIG_DIR": str(tmp_path),
            "PYTHONPATH": str(REPOSITORY),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    job = GradeJob(classroom.begin, classroom.access, classroom.state, STUDENT_PYTHON, classroom.runner)
    assert MarkConsumer(classroom.begin, job.course, quiet_seconds=0).consume() == 1
    with classroom.begin() as uow:
        row = uow.session.scalars(select(CodeSubmission)).one()
        assert (row.grade, row.submitted_at) == (Decimal(10), moment)
