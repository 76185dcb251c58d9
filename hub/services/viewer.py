"""Who asks: the person behind a hub name, with the roles that our own tables give."""

from dataclasses import dataclass
from uuid import UUID

from db.enums import CohortRole, UserRole

STAFF = frozenset({CohortRole.INSTRUCTOR, CohortRole.ADMIN})


@dataclass(frozen=True)
class Membership:
    """A place in one cohort."""

    cohort_id: UUID
    slug: str
    name: str
    role: CohortRole


@dataclass(frozen=True)
class Viewer:
    """An active person of the platform."""

    id: UUID
    username: str
    full_name: str | None
    role: UserRole
    cohorts: tuple[Membership, ...]

    def is_member(self, slug: str) -> bool:
        """Tell whether the person has any place in the cohort."""
        return any(membership.slug == slug for membership in self.cohorts)

    def can_grade(self, slug: str) -> bool:
        """Tell whether the person teaches or runs the cohort."""
        return any(membership.slug == slug and membership.role in STAFF for membership in self.cohorts)

    @property
    def is_staff(self) -> bool:
        """Whether the person teaches or runs any cohort."""
        return any(membership.role in STAFF for membership in self.cohorts)

    @property
    def enrolment(self) -> Membership | None:
        """The cohort in which the person is a student; the one joined last if there are several."""
        taken = [membership for membership in self.cohorts if membership.role is CohortRole.STUDENT]
        return taken[-1] if taken else None

    @property
    def cohort(self) -> Membership | None:
        """The cohort whose curriculum the person sees: as a student if possible, else as staff."""
        return self.enrolment or (self.cohorts[-1] if self.cohorts else None)
