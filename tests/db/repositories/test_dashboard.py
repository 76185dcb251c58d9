"""What a learner's dashboard holds."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from db.enums import ProgressStatus, RelationshipStatus, Visibility
from db.models import Achievement, Recommendation, User, UserAchievement, UserProgress
from db.repositories.dashboard import Dashboard, DashboardRepository
from tests.factories.activity import make_activity
from tests.factories.catalogue import make_module, make_task
from tests.factories.claim import act_for
from tests.factories.cohort import make_cohort, make_due_time, make_member
from tests.factories.course import make_course
from tests.factories.submission import make_submission
from tests.factories.user import make_follow, make_user

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def read(session: Session, user: User) -> Dashboard:
    act_for(session, user)
    return DashboardRepository(session).read(user.id, NOW)


def test_it_is_empty_for_a_newcomer(session: Session) -> None:
    found = read(session, make_user(session))
    assert found == Dashboard((), (), (), (), (), (), ())


def test_it_holds_what_is_ones_own(session: Session) -> None:
    ada, bob = make_user(session), make_user(session)
    module, badge = make_module(session), uuid.uuid4()
    session.add(Achievement(id=badge, slug="first", title="First", criteria_json={}))
    session.flush()
    for user in (ada, bob):
        session.add(
            UserProgress(
                user_id=user.id,
                module_id=module.id,
                status=ProgressStatus.IN_PROGRESS,
                progress_percent=Decimal(40),
                time_spent_minutes=5,
            )
        )
        session.add(UserAchievement(user_id=user.id, achievement_id=badge, earned_at=NOW))
        make_course(session, user)
        make_activity(session, user)
    session.flush()
    found = read(session, ada)
    assert [(row.slug, row.percent) for row in found.continued] == [(module.slug, Decimal(40))]
    assert (len(found.courses), len(found.activity)) == (1, 1)
    assert [(row.title, row.earned_at) for row in found.badges] == [("First", NOW)]


def test_what_is_due_soon_comes_first_and_tells_what_was_handed_in(session: Session) -> None:
    ada, cohort, module = make_user(session), make_cohort(session), make_module(session)
    make_member(session, cohort, ada)
    tasks = [make_task(session, module) for _ in range(4)]
    for task, days in zip(tasks, (3, 1, 30, -1), strict=True):
        make_due_time(session, cohort, str(task.slug), NOW + timedelta(days=days))
    make_submission(session, ada, tasks[0])
    found = read(session, ada).due
    assert [(row.key, row.is_handed_in) for row in found] == [(tasks[1].slug, False), (tasks[0].slug, True)]


def test_what_was_dismissed_or_comes_from_people_shut_out_is_not_offered(session: Session) -> None:
    ada, bob, cleo = make_user(session), make_user(session), make_user(session)
    good, dull, shut = (
        make_course(session, owner, visibility=Visibility.PUBLIC) for owner in (bob, bob, cleo)
    )
    make_follow(session, cleo, ada, RelationshipStatus.BLOCKED)
    for course, is_dismissed in ((good, False), (dull, True), (shut, False)):
        session.add(
            Recommendation(
                user_id=ada.id,
                recommended_course_id=course.id,
                score=Decimal("0.5"),
                batch_id=uuid.uuid4(),
                is_dismissed=is_dismissed,
            )
        )
    session.flush()
    assert [row.course_id for row in read(session, ada).recommended] == [good.id]
