"""Who may use a route: the authorisation table, as data; what is not allowed here is denied."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.claim import Claim
from hub.course_server.name import is_course_user, slug_of
from hub.services.viewer import Viewer


class Rule(StrEnum):
    """The names under which routes ask for a permission."""

    ANYONE = "anyone"
    MEMBER = "member"
    COHORT_MEMBER = "cohort-member"
    COHORT_STAFF = "cohort-staff"
    COHORT_GRADER = "cohort-grader"


@dataclass(frozen=True)
class Asker:
    """Who sent a request: the hub's name for them, and the person if our tables know one."""

    username: str | None
    viewer: Viewer | None

    @property
    def claim(self) -> Claim:
        """For whom the request's transactions act: the person, or a cohort's course server."""
        name = self.username or ""
        return Claim(self.viewer.id if self.viewer else None, slug_of(name) if is_course_user(name) else None)


Predicate = Callable[[Asker, Mapping[str, str]], bool]


def _anyone(asker: Asker, path: Mapping[str, str]) -> bool:  # noqa: ARG001
    return True


def _member(asker: Asker, path: Mapping[str, str]) -> bool:  # noqa: ARG001
    return asker.viewer is not None


def _cohort_member(asker: Asker, path: Mapping[str, str]) -> bool:
    return asker.viewer is not None and asker.viewer.is_member(path["slug"])


def _cohort_staff(asker: Asker, path: Mapping[str, str]) -> bool:
    return asker.viewer is not None and asker.viewer.can_grade(path["slug"])


def _cohort_grader(asker: Asker, path: Mapping[str, str]) -> bool:
    return _cohort_staff(asker, path) or asker.username == f"course-{path['slug']}"


RULES: Mapping[Rule, Predicate] = {
    Rule.ANYONE: _anyone,
    Rule.MEMBER: _member,
    Rule.COHORT_MEMBER: _cohort_member,
    Rule.COHORT_STAFF: _cohort_staff,
    Rule.COHORT_GRADER: _cohort_grader,
}


def is_allowed(rule: Rule, asker: Asker, path: Mapping[str, str]) -> bool:
    """Tell whether the rule lets the asker through; a rule without a predicate lets nobody through."""
    predicate = RULES.get(rule)
    return predicate is not None and predicate(asker, path)


def may_know(asker: Asker, path: Mapping[str, str]) -> bool:
    """Tell whether the asker may learn that the thing exists: it is not in a cohort, or in one of theirs."""
    slug = path.get("slug")
    return slug is None or (asker.viewer is not None and asker.viewer.is_member(slug))
