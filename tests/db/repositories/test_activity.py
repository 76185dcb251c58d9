"""What is told in the feed, and how often."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import ActivityType, Visibility
from db.models import Activity
from db.repositories.activity import ActivityRepository, NewActivity
from db.repositories.feed import FeedRepository
from tests.factories.activity import make_activity
from tests.factories.claim import act_for
from tests.factories.user import make_user


def test_the_same_thing_is_told_once(session: Session) -> None:
    ada = make_user(session, "ada")
    item = NewActivity(
        ada.id, ActivityType.PASSED_EXERCISE, Visibility.PUBLIC, "passed:1", metadata={"key": "averages"}
    )
    repository = ActivityRepository(session)
    assert repository.add(item) is not None
    assert repository.add(item) is None
    act_for(session, ada)
    assert [each.metadata for each in FeedRepository(session).home(ada.id)] == [{"key": "averages"}]


@pytest.mark.parametrize(
    ("to", "left"),
    [
        (Visibility.PUBLIC, [Visibility.FRIENDS, Visibility.PRIVATE, Visibility.PUBLIC]),
        (Visibility.FRIENDS, [Visibility.FRIENDS, Visibility.FRIENDS, Visibility.PRIVATE]),
        (Visibility.PRIVATE, [Visibility.PRIVATE] * 3),
    ],
)
def test_what_was_told_is_shown_to_fewer_people_and_never_to_more(
    session: Session, to: Visibility, left: list[Visibility]
) -> None:
    ada, bob = make_user(session, "ada"), make_user(session, "bob")
    for person in (ada, bob):
        for visibility in Visibility:
            make_activity(session, person, visibility=visibility)
    ActivityRepository(session).narrow(ada.id, to)
    found = select(Activity.visibility).order_by(Activity.visibility)
    assert list(session.scalars(found.where(Activity.user_id == ada.id))) == left
    assert len(set(session.scalars(found.where(Activity.user_id == bob.id)))) == 3
