"""Reads who may see a submission or a feed item."""

import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.enums import CohortRole, RelationshipStatus, Visibility
from db.models.activity import Activity
from db.models.cohort import CohortMember
from db.models.relationship import UserRelationship
from db.models.submission import CodeSubmission
from db.models.user import User


class AudienceRepository:
    """Answers with user names, the author's own not among them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def staff_of_submission(self, submission_id: uuid.UUID) -> frozenset[str]:
        """Return the instructors and admins of the cohort that the submission was made in."""
        statement = (
            select(User.username)
            .join(CohortMember, CohortMember.user_id == User.id)
            .join(CodeSubmission, CodeSubmission.cohort_id == CohortMember.cohort_id)
            .where(
                CodeSubmission.id == submission_id,
                CohortMember.role.in_((CohortRole.INSTRUCTOR, CohortRole.ADMIN)),
                CohortMember.user_id != CodeSubmission.user_id,
            )
        )
        return frozenset(self._session.scalars(statement))

    def followers_of_activity(self, activity_id: uuid.UUID) -> frozenset[str]:
        """Return the active followers who may see the item: muted, blocked and blocking ones are left out."""
        edge = UserRelationship
        statement = (
            select(User.username)
            .join(edge, edge.follower_id == User.id)
            .join(Activity, Activity.user_id == edge.following_id)
            .where(
                Activity.id == activity_id,
                edge.status == RelationshipStatus.ACTIVE,
                edge.is_blocked_by.is_(False),
                or_(
                    Activity.visibility == Visibility.PUBLIC,
                    (Activity.visibility == Visibility.FRIENDS) & edge.is_mutual,
                ),
            )
        )
        return frozenset(self._session.scalars(statement))
