"""Shares follow the membership table."""

from collections.abc import Collection
from dataclasses import dataclass, field

import pytest
from sqlalchemy.orm import Session

from db.enums import CohortRole
from db.errors import Unavailable
from db.repositories.cohort import CohortRepository
from db.unit_of_work import UnitOfWork
from hub.course_server.hub_api import HubApi
from hub.course_server.keeper import ShareKeeper
from hub.course_server.servers import HubCourseServers
from tests.factories.cohort import make_cohort, make_member
from tests.factories.user import make_user


@dataclass(frozen=True)
class Recorded(HubCourseServers):
    """Notes what would be shared."""

    hub: HubApi = field(default_factory=lambda: HubApi("", ""))
    shared: list[tuple[str, set[str]]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def share(self, slug: str, staff: Collection[str]) -> None:
        """Note it, or fail as a hub does."""
        if slug in self.broken:
            raise Unavailable("The hub is away. Try again.")
        self.shared.append((slug, set(staff)))


@pytest.fixture
def cohorts(session: Session) -> None:
    """Two cohorts with staff and students."""
    people = {name: make_user(session, name) for name in ("ada", "ines", "carl", "zoe")}
    demo, other = make_cohort(session, "demo"), make_cohort(session, "other")
    make_member(session, demo, people["ada"])
    make_member(session, demo, people["ines"], CohortRole.INSTRUCTOR)
    make_member(session, demo, people["carl"], CohortRole.ADMIN)
    make_member(session, other, people["zoe"], CohortRole.INSTRUCTOR)
    session.commit()


@pytest.mark.usefixtures("cohorts")
def test_staff_are_shared_with_and_students_are_not(unit_of_work: UnitOfWork) -> None:
    servers = Recorded()
    ShareKeeper(lambda: unit_of_work, servers).carry()
    assert servers.shared == [("demo", {"ines", "carl"}), ("other", {"zoe"})]


@pytest.mark.usefixtures("cohorts")
def test_only_changes_are_carried(unit_of_work: UnitOfWork, session: Session) -> None:
    servers = Recorded()
    keeper = ShareKeeper(lambda: unit_of_work, servers)
    keeper.carry()
    servers.shared.clear()
    repository = CohortRepository(session)
    demo = repository.require("demo")
    carl = next(member for member in repository.members(demo.id) if member.username == "carl")
    repository.remove(demo.id, carl.user_id)
    keeper.carry()
    keeper.carry()
    assert servers.shared == [("demo", {"ines"})]


@pytest.mark.usefixtures("cohorts")
def test_an_archived_cohort_is_shared_with_nobody(unit_of_work: UnitOfWork, session: Session) -> None:
    servers = Recorded()
    keeper = ShareKeeper(lambda: unit_of_work, servers)
    keeper.carry()
    servers.shared.clear()
    repository = CohortRepository(session)
    repository.set_archived(repository.require("other").id)
    keeper.carry()
    assert servers.shared == [("other", set())]


@pytest.mark.usefixtures("cohorts")
def test_what_failed_is_tried_again(unit_of_work: UnitOfWork) -> None:
    servers = Recorded(broken={"demo"})
    keeper = ShareKeeper(lambda: unit_of_work, servers)
    with pytest.raises(Unavailable):
        keeper.carry()
    servers.broken.clear()
    keeper.carry()
    assert ("demo", {"ines", "carl"}) in servers.shared
