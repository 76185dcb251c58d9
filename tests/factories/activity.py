"""Rows of the feed."""

from datetime import datetime

from sqlalchemy.orm import Session

from db.enums import ActivityType, Visibility
from db.models import Activity, User
from tests.factories.sequence import next_number


def make_activity(
    session: Session,
    user: User,
    *,
    activity_type: ActivityType = ActivityType.STARTED_COURSE,
    visibility: Visibility = Visibility.FRIENDS,
    created_at: datetime | None = None,
) -> Activity:
    """Store a feed item about nothing in particular."""
    activity = Activity(
        user_id=user.id,
        activity_type=activity_type,
        visibility=visibility,
        dedupe_key=f"test:{next_number()}",
    )
    if created_at is not None:
        activity.created_at = created_at
    session.add(activity)
    session.flush()
    return activity
