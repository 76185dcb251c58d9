"""Attempts are numbered, found and graded per learner and task."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from db.enums import GradingState
from db.models import Assessment, User
from db.repositories.submission import Submission, SubmissionRepository, Verdict
from tests.factories.catalogue import make_module, make_task
from tests.factories.cohort import make_cohort
from tests.factories.course import make_course, make_exercise, make_generated_module
from tests.factories.notebook import make_notebook
from tests.factories.sequence import next_number
from tests.factories.submission import make_submission
from tests.factories.user import make_user

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def ada(session: Session) -> User:
    return make_user(session, "ada")


@pytest.fixture
def task(session: Session) -> Assessment:
    return make_task(session, make_module(session), "averages")


def hand_in(session: Session, user: User, task: Assessment, at: datetime = NOON) -> Submission:
    """The next attempt."""
    return SubmissionRepository(session).create_next(
        user_id=user.id,
        cohort_id=None,
        assessment_id=task.id,
        notebook_sha256=make_notebook(session),
        max_grade=Decimal(10),
        submitted_at=at,
    )


def test_a_second_submit_becomes_the_next_attempt(session: Session, ada: User, task: Assessment) -> None:
    make_submission(session, make_user(session), task, attempt=7)
    attempts = [hand_in(session, ada, task).attempt for _ in range(3)]
    assert attempts == [1, 2, 3]


def test_no_two_attempts_have_the_same_moment(session: Session, ada: User, task: Assessment) -> None:
    moments = [hand_in(session, ada, task).submitted_at for _ in range(3)]
    assert moments == [NOON + timedelta(microseconds=step) for step in range(3)]


def test_attempts_are_listed_newest_first_in_pages(session: Session, ada: User, task: Assessment) -> None:
    for _ in range(5):
        hand_in(session, ada, task)
    repository = SubmissionRepository(session)
    first = repository.list_for(ada.id, (task.id, None), limit=2)
    second = repository.list_for(ada.id, (task.id, None), before=first[-1].attempt, limit=2)
    assert [each.attempt for each in (*first, *second)] == [5, 4, 3, 2]
    assert repository.list_for(make_user(session).id, (task.id, None)) == []
    assert repository.list_for(ada.id, (make_task(session, make_module(session)).id, None)) == []


def test_attempts_at_two_courses_of_one_learner_are_kept_apart(session: Session, ada: User) -> None:
    tasks = [
        make_exercise(session, make_generated_module(session, make_course(session, ada)), "shared")
        for _ in range(2)
    ]
    repository = SubmissionRepository(session)
    for task, times in zip(tasks, (3, 1), strict=True):
        for _ in range(times):
            make_submission(session, ada, task, attempt=next_number())
    assert [len(repository.list_for(ada.id, (None, task.id))) for task in tasks] == [3, 1]
    newest = repository.latest(ada.id, (None, tasks[1].id))
    assert newest is not None
    assert repository.by_key(ada.id, "shared", newest.submitted_at) == newest


def test_an_attempt_is_found_by_its_moment(session: Session, ada: User, task: Assessment) -> None:
    hand_in(session, make_user(session), task)
    mine = hand_in(session, ada, task)
    repository = SubmissionRepository(session)
    assert repository.submitted_at(ada.id, mine.task, NOON) == mine
    assert repository.submitted_at(ada.id, mine.task, NOON + timedelta(seconds=1)) is None


def test_a_verdict_is_stored_whole(session: Session, ada: User, task: Assessment) -> None:
    other = hand_in(session, make_user(session), task)
    mine = hand_in(session, ada, task)
    repository = SubmissionRepository(session)
    repository.set_progress(mine.id, 2, 3)
    verdict = Verdict(Decimal("7.5"), Decimal(10), [{"grade_id": "a"}], "Good.", False, 300, "abc")
    repository.record(mine.id, verdict, NOON)
    repository.record(mine.id, verdict, NOON + timedelta(hours=1))
    stored = repository.require(mine.id)
    assert (stored.state, stored.score, stored.graded_at) == (GradingState.GRADED, Decimal("7.5"), NOON)
    assert (stored.done, stored.total, stored.feedback) == (2, 3, "Good.")
    assert repository.require(other.id).state is GradingState.QUEUED


def test_the_latest_attempts_of_a_cohort(session: Session, task: Assessment) -> None:
    cohort, elsewhere = make_cohort(session), make_cohort(session)
    bob, cleo, dan = (make_user(session, name) for name in ("bob", "cleo", "dan"))
    for attempt in (1, 2):
        make_submission(session, bob, task, cohort=cohort, attempt=attempt)
    make_submission(session, cleo, task, cohort=cohort)
    make_submission(session, dan, task, cohort=elsewhere)
    repository = SubmissionRepository(session)
    found = repository.latest_of_cohort(cohort.id, "averages")
    assert [(each.username, each.attempt) for each in found] == [("bob", 2), ("cleo", 1)]
    assert [each.username for each in repository.latest_of_cohort(cohort.id, "averages", ["cleo"])] == [
        "cleo"
    ]


def test_a_submission_in_work_is_known(session: Session, ada: User, task: Assessment) -> None:
    repository = SubmissionRepository(session)
    mine = hand_in(session, ada, task)
    assert not repository.is_grading(ada.id, mine.task)
    repository.set_state(mine.id, GradingState.GRADING)
    assert repository.is_grading(ada.id, mine.task)
