"""What a grader writes into a course folder belongs to the folder's owner, and obeys the owner's rights."""

import os
from datetime import UTC, datetime
from pathlib import Path

from curriculum.grading import account
from curriculum.grading.course_root import CourseRoot
from db.enums import GradingState
from hub.jobs.grade import GradeJob
from tests.factories.classroom import (
    ASSIGNMENT,
    SOLUTION,
    STUDENT_PYTHON,
    Classroom,
    as_bytes,
    code,
    notebook_of,
)

OWNER = 58_950 if os.geteuid() == 0 else os.geteuid()


def hand_over(folder: Path) -> None:
    """Give a folder to its owner and let her reach it."""
    for parent in folder.parents:
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o711)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, OWNER, OWNER)


def test_a_course_of_another_account_is_graded_in_its_name(classroom: Classroom) -> None:
    root = classroom.course.root.path
    hand_over(root)
    submission = classroom.submit(classroom.answer(SOLUTION))
    GradeJob(classroom.begin, classroom.access, classroom.state, STUDENT_PYTHON, classroom.runner)(
        submission.id
    )
    graded = classroom.get(submission.id)
    assert (graded.state, graded.error) == (GradingState.GRADED, None)
    assert {path.stat().st_uid for path in root.rglob("*")} == {OWNER}


def test_a_link_out_of_the_course_leads_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o700)
    root = tmp_path / "demo"
    root.mkdir()
    hand_over(root)
    with account.owner_of(root):
        (root / "submitted").symlink_to(outside)
    try:
        notebook = notebook_of([code("1")])
        CourseRoot("demo", root).stage(
            ASSIGNMENT, "ada", as_bytes(notebook), datetime(2026, 11, 21, tzinfo=UTC)
        )
    except PermissionError:
        pass
    if os.geteuid() != OWNER:
        assert list(outside.iterdir()) == []
