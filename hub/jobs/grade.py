"""The grading job: one attempt, from the queue to the learner's progress."""

import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from curriculum.grading import gradebook
from curriculum.grading.autograde import Course, UngradableError, autograde, drop_outdated_reviews
from curriculum.grading.course_root import CourseRoot
from curriculum.grading.integrity.reading import UnreadableNotebookError, read, with_personal_values
from curriculum.grading.recorder import Recorder
from curriculum.grading.runner import Runner
from curriculum.grading.turn import Turns
from db.access import Access
from db.enums import GradingState
from db.repositories.event import EventRepository
from db.repositories.grade_event import GradeEventRepository
from db.repositories.notebook_version import NotebookVersionRepository
from db.repositories.submission import Submission, SubmissionRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.jobs.outbox import Outbox
from hub.jobs.progress import Progress

_log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
_GIVEN_UP = (
    "The grader broke down over this notebook several times. Look for code that uses very much memory or "
    "processor time, and submit again; tell your instructor if it happens once more."
)
_HOMELESS = "This submission belongs to no cohort, so nobody grades it. Ask your instructor to enrol you."

OnStep = Callable[[str], None]


class GradeJob:
    """Grades attempts; started over after any interruption it leaves the same rows."""

    def __init__(
        self,
        begin: Callable[[], UnitOfWork],
        access: Access,
        state: Path,
        student_python: Path,
        runner: Runner,
        *,
        on_step: OnStep = lambda _step: None,
    ) -> None:
        """`on_step` hears the name of each step before it is taken; tests interrupt there."""
        self._begin = begin
        self._access = access
        self._state = state
        self._student_python = student_python
        self._runner = runner
        self._recorder = Recorder(begin)
        self._outbox = Outbox(begin)
        self._on_step = on_step

    def course(self, slug: str) -> Course:
        """The course of a cohort."""
        root = CourseRoot(slug, self._state / "courses" / slug)
        return Course(root, self._access.course_url(slug), self._student_python)

    def __call__(self, submission_id: uuid.UUID, attempts: int = 0) -> None:
        """Grade the attempt, unless that has been done; `attempts` counts how often it was tried before."""
        submission = self._read(submission_id)
        if submission is None:
            return
        with self._turn(submission):
            submission = self._read(submission_id)
            if submission is None or submission.state not in {GradingState.QUEUED, GradingState.GRADING}:
                return
            if submission.cohort_slug is None:
                self._fail(submission, _HOMELESS)
            elif attempts >= MOST_ATTEMPTS:
                self._fail(submission, _GIVEN_UP)
            else:
                self._grade(submission, self.course(submission.cohort_slug))

    def _turn(self, submission: Submission) -> AbstractContextManager[None]:
        if submission.cohort_slug is None:
            return nullcontext()
        return Turns(self.course(submission.cohort_slug).root.path).of(submission.key, submission.username)

    def _grade(self, submission: Submission, course: Course) -> None:
        self._on_step("begin")
        self._set_state(submission, GradingState.GRADING)
        try:
            self._on_step("stage")
            self._stage(submission, course)
            self._on_step("autograde")
            autograde(
                course,
                submission.key,
                submission.username,
                runner=self._runner,
                on_cell=Progress(partial(self._tell_progress, submission.id)),
            )
        except (UngradableError, UnreadableNotebookError) as error:
            _log.warning("Submission %s cannot be graded: %s", submission.id, error, exc_info=True)
            self._fail(submission, str(error))
            return
        self._on_step("record")
        self._recorder.record(course, submission.key, submission.username, is_job=True)
        self._on_step("tell")
        self._outbox.carry_out()
        self._on_step("end")

    def _stage(self, submission: Submission, course: Course) -> None:
        notebook = self._notebook(submission)
        self._introduce(submission, course)
        reading = gradebook.read(course.gradebook_url, course.slug, submission.key, submission.username)
        course.root.stage(submission.key, submission.username, notebook, submission.submitted_at)
        if reading is not None and reading.submitted_at != submission.submitted_at:
            drop_outdated_reviews(course, reading, submission.key, submission.username)

    def _introduce(self, submission: Submission, course: Course) -> None:
        with self._begin() as uow:
            person = UserRepository(uow.session).by_username(submission.username)
        full_name = person.full_name if person else None
        gradebook.name_student(course.gradebook_url, course.slug, submission.username, full_name)

    def _notebook(self, submission: Submission) -> bytes:
        """What was handed in, with the personal values that the task was released with."""
        with self._begin() as uow:
            notebooks = NotebookVersionRepository(uow.session)
            content = notebooks.content(submission.notebook_sha256 or b"")
            _, _, released = GradeEventRepository(uow.session).release_of(submission.task)
            release = notebooks.content(released) if released else None
        if content is None:
            msg = "This submission holds no notebook. Submit the exercise again from its notebook."
            raise UnreadableNotebookError(msg)
        values = read(release).notebook.metadata.get("coursewright") if release is not None else None
        return with_personal_values(content, values)

    def _read(self, submission_id: uuid.UUID) -> Submission | None:
        with self._begin() as uow:
            return SubmissionRepository(uow.session).get(submission_id)

    def _tell_progress(self, submission_id: uuid.UUID, done: int, total: int) -> None:
        with self._begin() as uow:
            submissions = SubmissionRepository(uow.session)
            submissions.set_progress(submission_id, done, total)
            EventRepository(uow.session).submission_changed(submissions.require(submission_id))
            uow.commit()

    def _fail(self, submission: Submission, reason: str) -> None:
        self._set_state(submission, GradingState.FAILED, reason)

    def _set_state(self, submission: Submission, state: GradingState, error: str | None = None) -> None:
        with self._begin() as uow:
            submissions = SubmissionRepository(uow.session)
            submissions.set_state(submission.id, state, error)
            EventRepository(uow.session).submission_changed(submissions.require(submission.id))
            uow.commit()
