"""Who may read what in the feeds."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from db.enums import RelationshipStatus, Visibility
from db.models import User
from db.repositories.feed import FeedRepository
from tests.factories.activity import make_activity
from tests.factories.claim import act_for
from tests.factories.cohort import make_cohort, make_member
from tests.factories.user import make_follow, make_friends, make_user

PUBLIC = Visibility.PUBLIC
MUTED, BLOCKED = RelationshipStatus.MUTED, RelationshipStatus.BLOCKED


@pytest.fixture
def ada(session: Session) -> User:
    """The viewer."""
    return make_user(session, "ada")


@pytest.fixture
def author(session: Session) -> User:
    """Someone with an item of each visibility."""
    author = make_user(session, "bob")
    for visibility in Visibility:
        make_activity(session, author, visibility=visibility)
    make_activity(session, make_user(session), visibility=PUBLIC)
    return author


def home_of(session: Session, viewer: User) -> FeedRepository:
    """The feeds, read for the viewer."""
    act_for(session, viewer)
    return FeedRepository(session)


def seen(session: Session, viewer: User) -> int:
    """How many items of anybody the viewer sees."""
    return len(home_of(session, viewer).home(viewer.id))


def share_a_cohort(session: Session, *people: User) -> None:
    cohort = make_cohort(session)
    for person in people:
        make_member(session, cohort, person)


def test_one_sees_all_of_ones_own(session: Session, author: User) -> None:
    assert seen(session, author) == 3


def test_a_stranger_sees_nothing(session: Session, ada: User, author: User) -> None:
    assert author.username == "bob"
    assert seen(session, ada) == 0


def test_a_follower_sees_what_is_public(session: Session, ada: User, author: User) -> None:
    make_follow(session, ada, author)
    assert seen(session, ada) == 1


def test_friends_see_what_is_not_private(session: Session, ada: User, author: User) -> None:
    make_friends(session, ada, author)
    assert seen(session, ada) == 2


def test_a_classmate_sees_what_is_public(session: Session, ada: User, author: User) -> None:
    share_a_cohort(session, ada, author)
    assert seen(session, ada) == 1


@pytest.mark.parametrize("status", [MUTED, BLOCKED])
def test_who_is_muted_or_blocked_is_not_seen(
    session: Session, ada: User, author: User, status: RelationshipStatus
) -> None:
    share_a_cohort(session, ada, author)
    make_follow(session, ada, author, status)
    assert seen(session, ada) == 0


def test_who_blocks_is_not_seen(session: Session, ada: User, author: User) -> None:
    share_a_cohort(session, ada, author)
    make_follow(session, ada, author)
    make_follow(session, author, ada, BLOCKED)
    assert seen(session, ada) == 0


def test_pages_follow_each_other_without_gap_or_repetition(session: Session, ada: User) -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    moments = [noon, noon, noon, noon - timedelta(hours=1), noon - timedelta(hours=2)]
    made = {make_activity(session, ada, created_at=moment).id for moment in moments}
    repository = home_of(session, ada)
    pages = [repository.home(ada.id, limit=2)]
    while pages[-1]:
        pages.append(repository.home(ada.id, before=pages[-1][-1].cursor, limit=2))
    found = [item for page in pages for item in page]
    assert {item.id for item in found} == made
    assert len(found) == len(made)
    assert [item.created_at for item in found] == sorted(moments, reverse=True)
