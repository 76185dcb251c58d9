"""Reads who may see a submission, a short answer, a proposed link, a feed item or a post."""

import uuid

from sqlalchemy import Text, column, func, select
from sqlalchemy.orm import Session, aliased

from db.base import SCHEMA
from db.enums import CohortRole
from db.models.cohort import CohortMember
from db.models.quiz import QuizAttempt
from db.models.relationship import UserRelationship
from db.models.resource import LearningResource
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

    def staff_of_resource(self, resource_id: uuid.UUID) -> frozenset[str]:
        """Return the instructors and admins of the cohort that a link was proposed in."""
        statement = (
            select(User.username)
            .join(CohortMember, CohortMember.user_id == User.id)
            .join(LearningResource, LearningResource.cohort_id == CohortMember.cohort_id)
            .where(
                LearningResource.id == resource_id,
                CohortMember.role.in_((CohortRole.INSTRUCTOR, CohortRole.ADMIN)),
            )
        )
        return frozenset(self._session.scalars(statement))

    def staff_of_answer(self, answer_id: uuid.UUID) -> frozenset[str]:
        """Return the instructors and admins of all cohorts in which the answer's author is a student."""
        student, teacher = aliased(CohortMember), aliased(CohortMember)
        statement = (
            select(User.username)
            .join(teacher, teacher.user_id == User.id)
            .join(student, student.cohort_id == teacher.cohort_id)
            .join(QuizAttempt, QuizAttempt.user_id == student.user_id)
            .where(
                QuizAttempt.id == answer_id,
                student.role == CohortRole.STUDENT,
                teacher.role.in_((CohortRole.INSTRUCTOR, CohortRole.ADMIN)),
                teacher.user_id != QuizAttempt.user_id,
            )
        )
        return frozenset(self._session.scalars(statement))

    def readers_of_activity(self, activity_id: uuid.UUID) -> frozenset[str]:
        """Return the people in whose home feed the item is: followers and classmates of its author."""
        function = getattr(func, SCHEMA).readers_of_activity
        reader = function(activity_id).table_valued(column("username", Text), name="reader")
        return frozenset(self._session.scalars(select(reader.c.username)))

    def readers_of_person(self, person_id: uuid.UUID) -> frozenset[str]:
        """Return those who might read what the person did: who follows her, and her classmates.

        The transaction acts for her.
        """
        edge = UserRelationship
        followers = select(User.username).join(edge, edge.follower_id == User.id)
        mine, theirs = aliased(CohortMember), aliased(CohortMember)
        classmates = (
            select(User.username)
            .join(theirs, theirs.user_id == User.id)
            .join(mine, mine.cohort_id == theirs.cohort_id)
            .where(mine.user_id == person_id, theirs.user_id != person_id)
        )
        return frozenset(
            self._session.scalars(followers.where(edge.following_id == person_id).union(classmates))
        )

    def readers_of_post(self, post_id: uuid.UUID) -> frozenset[str]:
        """Return the members of cohorts who may read a post of the forum, its author among them."""
        function = getattr(func, SCHEMA).readers_of_post
        reader = function(post_id).table_valued(column("username", Text), name="reader")
        return frozenset(self._session.scalars(select(reader.c.username)))
