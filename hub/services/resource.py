"""Where to read on after a module: links to outside material, and votes for the good ones."""

import re
import uuid
from dataclasses import dataclass

from db.errors import Invalid, NotFound
from db.repositories.course_view import CourseViewRepository, ModuleRow
from db.repositories.resource import Place, ResourceRepository, ResourceRow
from db.unit_of_work import UnitOfWork
from hub.services.person import Begin
from hub.services.viewer import Viewer

_CURSOR = re.compile(r"([0-9]{1,9})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_NO_MODULE = "You have no module of this name: look for it in the Course panel."
_NO_RESOURCE = "There is no such link any more: read the list again."


@dataclass(frozen=True)
class ResourcePage:
    """Links, those with the most votes first, and where to read on."""

    items: list[ResourceRow]
    next: str | None


def require_module(uow: UnitOfWork, viewer: Viewer, key: str) -> ModuleRow:
    """Return a published module of the person's cohort; NotFound when there is none, or she is in none."""
    modules = CourseViewRepository(uow.session).modules(viewer.id) if viewer.cohort else ()
    module = next((each for each in modules if each.slug == key and each.is_published), None)
    if module is None:
        raise NotFound(_NO_MODULE)
    return module


def list_resources(begin: Begin, viewer: Viewer, key: str, before: str | None, limit: int) -> ResourcePage:
    """Return the links of a published module of the person's cohort, behind the cursor `before`."""
    place = _parse(before) if before else None
    with begin() as uow:
        module = require_module(uow, viewer, key)
        assert viewer.cohort is not None  # noqa: S101  (else the module was not found)
        cohort = viewer.cohort.cohort_id
        resources = ResourceRepository(uow.session)
        rows = resources.of_module(viewer.id, cohort, module.id, after=place, limit=limit + 1)
    following = _format(rows[limit - 1].place) if len(rows) > limit else None
    return ResourcePage(rows[:limit], following)


def set_vote(begin: Begin, viewer: Viewer, resource_id: uuid.UUID, *, is_good: bool) -> ResourceRow:
    """Keep the person's one vote for a link, or take it back; twice changes nothing."""
    with begin() as uow:
        resources = ResourceRepository(uow.session)
        cohort = viewer.cohort.cohort_id if viewer.cohort else None
        if cohort is None or resources.get(viewer.id, cohort, resource_id) is None:
            raise NotFound(_NO_RESOURCE)
        if is_good:
            resources.vote(viewer.id, resource_id)
        else:
            resources.take_back(viewer.id, resource_id)
        found = resources.get(viewer.id, cohort, resource_id)
        uow.commit()
    if found is None:
        raise NotFound(_NO_RESOURCE)
    return found


def _format(place: Place) -> str:
    return f"{place[0]}.{place[1]}"


def _parse(text: str) -> Place:
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise Invalid("This page of the list can't be found: read it again from its start.")
    return int(found[1]), uuid.UUID(found[2])
