"""Reads who may see a submission, a feed item or a post."""

import uuid

from sqlalchemy import Text, column, func, select
from sqlalchemy.orm import Session

from db.base import SCHEMA
from db.enums import CohortRole
from db.models.cohort import CohortMember
from db.models.submission import CodeSubmission
from db.models.user import User


class AudienceRepository:
    """Answers with user names."""

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

    def readers_of_activity(self, activity_id: uuid.UUID) -> frozenset[str]:
        """Return the people in whose home feed the item is: followers and classmates of its author."""
        function = getattr(func, SCHEMA).readers_of_activity
        reader = function(activity_id).table_valued(column("username", Text), name="reader")
        return frozenset(self._session.scalars(select(reader.c.username)))

    def readers_of_post(self, post_id: uuid.UUID) -> frozenset[str]:
        """Return the members of cohorts who may read a post of the forum, its author among them."""
        function = getattr(func, SCHEMA).readers_of_post
        reader = function(post_id).table_valued(column("username", Text), name="reader")
        return frozenset(self._session.scalars(select(reader.c.username)))
