"""Who the asker is."""

from db.enums import CohortRole, UserRole
from hub.api.schemas.base import Schema


class CohortMembership(Schema):
    """A cohort that the person is in, and as what."""

    slug: str
    name: str
    role: CohortRole


class Me(Schema):
    """The person who asks."""

    username: str
    full_name: str | None
    role: UserRole
    cohorts: list[CohortMembership]
    can_grade: bool
