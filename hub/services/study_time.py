"""The time that a learner spends, counted by the service's own clock while she is at work."""

from dataclasses import dataclass
from uuid import UUID

from db.enums import ItemKind
from db.repositories.progress import ProgressRepository
from db.repositories.study_time import StudyTimeRepository, Subject
from db.unit_of_work import UnitOfWork
from hub.services.day import Day
from hub.services.lookup import Found, find_item
from hub.services.person import Begin
from hub.services.viewer import Viewer


@dataclass(frozen=True)
class CountedMinute:
    """Whether the present minute was counted now; False when it had been already."""

    key: str
    is_counted: bool


def count_minute(begin: Begin, viewer: Viewer, key: str, day: Day) -> CountedMinute:
    """Count the present minute for an item that she works at.

    A minute counts once, for the first item that claims it: saying it again, from another window or for
    another item, changes nothing. Locked while its module is.
    """
    with begin() as uow:
        found = find_item(uow, viewer, key)
        found.require_unlocked()
        ProgressRepository(uow.session).lock(viewer.id)
        times = StudyTimeRepository(uow.session)
        is_counted = times.count(viewer.id, _subject(times, found), day.date, day.now)
        if is_counted:
            _add(uow, times, viewer, found, day)
            uow.commit()
    return CountedMinute(key, is_counted)


def _subject(times: StudyTimeRepository, found: Found) -> Subject:
    if found.row.kind is not ItemKind.LESSON:
        assessment_id, exercise_id = found.task
        return Subject(assessment_id=assessment_id, exercise_id=exercise_id)
    module_id = found.row.module_id
    if isinstance(module_id, UUID):
        return Subject(generated_module_id=module_id)
    return times.lesson(found.row.key)


def _add(uow: UnitOfWork, times: StudyTimeRepository, viewer: Viewer, found: Found, day: Day) -> None:
    """Keep the sums that progress tells."""
    module_id = found.row.module_id
    if isinstance(module_id, UUID):
        if found.row.kind is ItemKind.EXERCISE:
            times.add_to_exercise(viewer.id, found.task_id)
        return
    if not times.add_to_module(viewer.id, module_id, day.now):
        ProgressRepository(uow.session).write_catalogue_module(viewer.id, module_id, day.now)
        times.add_to_module(viewer.id, module_id, day.now)
