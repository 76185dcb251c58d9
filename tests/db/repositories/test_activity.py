"""What is told in the feed, and how often."""

from sqlalchemy.orm import Session

from db.enums import ActivityType, Visibility
from db.repositories.activity import ActivityRepository, NewActivity
from db.repositories.feed import FeedRepository
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
