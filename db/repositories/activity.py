"""What people did is written here; who may read it, in `feed`."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import ActivityType, ReferenceType, Visibility
from db.models.activity import Activity


@dataclass(frozen=True)
class NewActivity:
    """Something a person did; the same `dedupe_key` is told only once. Without `created_at`: just now."""

    user_id: uuid.UUID
    activity_type: ActivityType
    visibility: Visibility
    dedupe_key: str
    reference_type: ReferenceType | None = None
    reference_id: uuid.UUID | None = None
    reference_module_id: int | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None


_WIDER = {
    Visibility.PUBLIC: (),
    Visibility.FRIENDS: (Visibility.PUBLIC,),
    Visibility.PRIVATE: (Visibility.PUBLIC, Visibility.FRIENDS),
}


class ActivityRepository:
    """Adds to the feed, and shows what is in it to fewer people."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, activity: NewActivity) -> uuid.UUID | None:
        """Store an item; None when it was told already."""
        statement = (
            insert(Activity)
            .values(
                user_id=activity.user_id,
                activity_type=activity.activity_type,
                visibility=activity.visibility,
                dedupe_key=activity.dedupe_key,
                reference_type=activity.reference_type,
                reference_id=activity.reference_id,
                reference_module_id=activity.reference_module_id,
                details=activity.metadata,
                created_at=activity.created_at or func.now(),
            )
            .on_conflict_do_nothing(index_elements=[Activity.dedupe_key])
            .returning(Activity.id)
        )
        return self._session.scalar(statement)

    def narrow(self, user_id: uuid.UUID, visibility: Visibility) -> None:
        """Show what a person did to nobody beyond `visibility`; what fewer may see stays as it is."""
        if wider := _WIDER[visibility]:
            self._session.execute(
                update(Activity)
                .where(Activity.user_id == user_id, Activity.visibility.in_(wider))
                .values(visibility=visibility)
            )
