"""Which courses trend, and which are hot."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from db.enums import InteractionType, RelationshipStatus, TimeWindow, Visibility
from db.models import CourseInteraction, GeneratedCourse, User
from db.repositories.trending import TrendingRepository
from tests.factories.course import make_course
from tests.factories.user import make_follow, make_user

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = TimeWindow.DAY


@pytest.fixture
def owner(session: Session) -> User:
    return make_user(session)


@pytest.fixture
def viewer(session: Session) -> User:
    return make_user(session)


def begun(
    session: Session, owner: User, *hours_ago: float, visibility: Visibility = Visibility.PUBLIC
) -> GeneratedCourse:
    """A course that somebody else began so many hours ago, one person for each."""
    course = make_course(session, owner, visibility=visibility)
    for hours in hours_ago:
        start(session, make_user(session), course, hours)
    return course


def start(session: Session, user: User, course: GeneratedCourse, hours: float) -> None:
    kind, when = InteractionType.STARTED, NOW - timedelta(hours=hours)
    session.add(
        CourseInteraction(user_id=user.id, course_id=course.id, interaction_type=kind, created_at=when)
    )
    session.flush()


def test_velocity_is_signups_per_hour_in_every_window(session: Session, owner: User, viewer: User) -> None:
    course = begun(session, owner, 0.5, 2, 30)
    trends = TrendingRepository(session)
    assert trends.refresh(NOW) == 3
    found = {window: trends.read(viewer.id, window)[0].velocity for window in TimeWindow}
    assert found == {
        TimeWindow.HOUR: Decimal("1.00"),
        TimeWindow.DAY: Decimal("0.08"),
        TimeWindow.WEEK: Decimal("0.02"),
    }
    assert [trend.course_id for trend in trends.read(viewer.id, DAY)] == [course.id]


@pytest.mark.parametrize(
    ("hours", "is_hot"), [((1, 2, 25), True), ((1, 2, 25, 26), False), ((1, 2), False), ((1, 25, 80), False)]
)
def test_hot_is_what_doubles_the_day_before(
    session: Session, owner: User, viewer: User, *, hours: tuple[float, ...], is_hot: bool
) -> None:
    begun(session, owner, *hours)
    trends = TrendingRepository(session)
    trends.refresh(NOW)
    assert [trend.is_hot for trend in trends.read(viewer.id, DAY)] == [is_hot]


def test_only_public_courses_begun_by_others_trend(session: Session, owner: User, viewer: User) -> None:
    begun(session, owner, 1, visibility=Visibility.FRIENDS)
    start(session, owner, begun(session, owner), 1)
    hiding = make_user(session)
    begun(session, hiding, 1)
    session.execute(update(User).where(User.id == hiding.id).values(is_hidden=True))
    trends = TrendingRepository(session)
    assert trends.refresh(NOW) == 0
    assert trends.read(viewer.id, DAY) == []


def test_a_later_pass_replaces_the_ranks(session: Session, owner: User, viewer: User) -> None:
    first, second = begun(session, owner, 1, 2), begun(session, owner, 3)
    trends = TrendingRepository(session)
    trends.refresh(NOW)
    assert [trend.course_id for trend in trends.read(viewer.id, DAY)] == [first.id, second.id]
    for hours in (-1, -1.5):
        start(session, make_user(session), second, hours)
    trends.refresh(NOW + timedelta(hours=20))
    assert [(t.course_id, t.rank) for t in trends.read(viewer.id, DAY)] == [(second.id, 1), (first.id, 2)]
    trends.refresh(NOW + timedelta(days=30))
    assert trends.read(viewer.id, DAY) == []


def test_ones_own_courses_and_those_of_people_shut_out_are_left_out(
    session: Session, owner: User, viewer: User
) -> None:
    begun(session, owner, 1)
    trends = TrendingRepository(session)
    trends.refresh(NOW)
    assert trends.read(owner.id, DAY) == []
    make_follow(session, owner, viewer, RelationshipStatus.BLOCKED)
    assert trends.read(viewer.id, DAY) == []
