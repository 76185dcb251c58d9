"""Keeps every course server shared with exactly the cohort's present staff."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from db.enums import CohortRole
from db.errors import CoursewrightError
from db.outage import is_outage
from db.repositories.cohort import CohortRepository
from hub.course_server.servers import HubCourseServers
from hub.services.person import Begin

log = logging.getLogger(__name__)
INTERVAL_SECONDS = 20.0
STAFF = (CohortRole.INSTRUCTOR, CohortRole.ADMIN)
Staff = Mapping[str, frozenset[str]]


def staff_of_cohorts(begin: Begin) -> Staff:
    """Return the user names of the staff of every active cohort, by slug."""
    with begin() as uow:
        cohorts = CohortRepository(uow.session)
        return {
            cohort.slug: frozenset(
                member.username for role in STAFF for member in cohorts.members(cohort.id, role)
            )
            for cohort in cohorts.list_active()
        }


@dataclass
class ShareKeeper:
    """Carries changes of the membership table to the hub's shares; the table may be changed by anyone."""

    begin: Begin
    servers: HubCourseServers
    _carried: dict[str, frozenset[str]] = field(default_factory=dict)

    def carry(self) -> None:
        """Share each cohort's server whose staff changed; one that fails is tried again at the next call."""
        staff = staff_of_cohorts(self.begin)
        gone = {slug: frozenset[str]() for slug in self._carried if slug not in staff}
        for slug, people in (gone | dict(staff)).items():
            if self._carried.get(slug) != people:
                self.servers.share(slug, people)
                self._carried[slug] = people


async def keep(keeper: ShareKeeper, run: Callable[[Callable[[], None]], Awaitable[None]]) -> None:
    """Carry changes until cancelled; `run` does the blocking work in a thread."""
    while True:
        try:
            await run(keeper.carry)
        except CoursewrightError as error:
            log.warning("course servers are not shared yet: %s", error)
        except Exception as error:
            if not is_outage(error):
                raise
            log.warning("course servers are not shared yet: the database is not answering")
        await asyncio.sleep(INTERVAL_SECONDS)
