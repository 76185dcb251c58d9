"""How far the members of a cohort are, by member and by module."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Numeric, cast, func, select
from sqlalchemy.orm import Session

from db.enums import CohortRole, ProgressStatus
from db.models.catalogue import Module
from db.models.cohort import CohortMember
from db.models.progress import UserProgress
from db.models.user import User


@dataclass(frozen=True)
class ModuleState:
    """A module that a member began."""

    module_id: int
    status: ProgressStatus
    percent: Decimal


@dataclass(frozen=True)
class MemberProgress:
    """A student of the cohort with the modules she began, by number."""

    user_id: uuid.UUID
    username: str
    full_name: str | None
    last_accessed: datetime | None
    modules: tuple[ModuleState, ...]


@dataclass(frozen=True)
class ModuleProgress:
    """A module over all students of the cohort; who did not begin counts as nothing done."""

    module_id: int
    title: str
    students: int
    begun: int
    completed: int
    mean_percent: Decimal


class CohortProgressRepository:
    """Reads for who teaches the cohort: row-level security shows others nothing but their own rows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def members(
        self, cohort_id: uuid.UUID, *, after: str | None = None, limit: int = 50
    ) -> list[MemberProgress]:
        """The students by username, only those behind the name `after`."""
        students = (
            select(User.id, User.username, User.full_name)
            .join(CohortMember, CohortMember.user_id == User.id)
            .where(CohortMember.cohort_id == cohort_id, CohortMember.role == CohortRole.STUDENT)
            .order_by(User.username)
            .limit(limit)
        )
        if after is not None:
            students = students.where(User.username > after)
        people = self._session.execute(students).all()
        begun = self._begun([person.id for person in people])
        return [MemberProgress(*person, *begun.get(person.id, (None, ()))) for person in people]

    def modules(self, cohort_id: uuid.UUID) -> list[ModuleProgress]:
        """Every published module in its order."""
        student = (
            select(CohortMember.user_id)
            .where(CohortMember.cohort_id == cohort_id, CohortMember.role == CohortRole.STUDENT)
            .cte("student")
        )
        count = select(func.count()).select_from(student).scalar_subquery()
        progress = (
            select(
                UserProgress.module_id,
                func.count().label("begun"),
                func.count().filter(UserProgress.status == ProgressStatus.COMPLETED).label("completed"),
                func.sum(UserProgress.progress_percent).label("percent"),
            )
            .join(student, student.c.user_id == UserProgress.user_id)
            .where(UserProgress.module_id.is_not(None))
            .group_by(UserProgress.module_id)
            .subquery()
        )
        done = progress.c
        mean = func.coalesce(done.percent, 0) / func.greatest(count, 1)
        rows = self._session.execute(
            select(
                Module.id,
                Module.title,
                count,
                func.coalesce(done.begun, 0),
                func.coalesce(done.completed, 0),
                cast(mean, Numeric(5, 2)),
            )
            .outerjoin(progress, done.module_id == Module.id)
            .where(Module.is_published)
            .order_by(Module.order_index)
        )
        return [ModuleProgress(*row) for row in rows]

    def _begun(
        self, people: list[uuid.UUID]
    ) -> dict[uuid.UUID, tuple[datetime | None, tuple[ModuleState, ...]]]:
        """By person, when she was last at a module, and the states of all that she began."""
        progress = UserProgress
        rows: Iterable[Any] = self._session.execute(
            select(
                progress.user_id,
                progress.last_accessed,
                progress.module_id,
                progress.status,
                progress.progress_percent,
            )
            .where(progress.user_id.in_(people), progress.module_id.is_not(None))
            .order_by(progress.user_id, progress.module_id)
        )
        begun = {}
        for person, group in groupby(rows, key=lambda row: row.user_id):
            states = list(group)
            last = max((state.last_accessed for state in states if state.last_accessed), default=None)
            begun[person] = (last, tuple(ModuleState(*state[2:]) for state in states))
        return begun
