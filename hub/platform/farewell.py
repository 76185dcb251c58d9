"""Erases a person from every place that the platform keeps: hub, gradebooks, course folders, tables."""

import getpass
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from curriculum.course_folder import opened
from db.errors import Conflict, NotFound
from db.personal import hub as hub_tables
from db.personal.erase import cohorts, erase, gradebooks
from db.repositories.user import Person, UserRepository
from db.unit_of_work import UnitOfWork
from hub.platform import state
from hub.platform.database import Database, operating
from hub.settings import Settings

STEPS = ("submitted", "autograded", "feedback")


class PlatformRunning(Conflict):
    """Something that is only safe while nobody works was asked for while the platform runs."""

    code = "platform_running"


@dataclass(frozen=True)
class Farewell:
    """What an erasure did, and the folder that is left to the operator."""

    stand_in: str
    rows: int
    gradebooks: int
    folders: int
    home: Path | None


def find(found: Database, username: str) -> Person:
    """The person of that name. Raises NotFound."""
    with operating(found.access) as connected, UnitOfWork(connected) as uow:
        person = UserRepository(uow.session).by_username(username)
    if person is None:
        raise NotFound(f"There is no user {username}. Check the name; `coursewright cohort list` may help.")
    return person


def say_farewell(settings: Settings, found: Database, person: Person) -> Farewell:
    """Erase a person everywhere; interrupted, it can be begun again. Raises PlatformRunning."""
    if state.is_claimed(settings.state):
        raise PlatformRunning(
            f"The platform runs, and {person.username} may be at work. Stop it with Ctrl-C, then erase."
        )
    hub_tables.forget(found.access, person.username)
    with operating(found.access) as connected, UnitOfWork(connected) as uow:
        slugs = cohorts(uow.session)
    books = sum(_leave_gradebook(found, slug, person.username) for slug in gradebooks(found.access, slugs))
    folders = sum(_leave_folders(settings.state / "courses" / slug, person.username) for slug in slugs)
    with operating(found.access) as connected, UnitOfWork(connected) as uow:
        erased = erase(uow.session, person, by=getpass.getuser())
        uow.commit()
    home = settings.state / "homes" / person.username
    return Farewell(erased.stand_in, erased.rows, books, folders, home if home.exists() else None)


def _leave_gradebook(found: Database, slug: str, username: str) -> bool:
    from curriculum.grading import gradebook  # noqa: PLC0415  takes seconds, and is rarely needed

    return gradebook.forget_student(found.access.course_url(slug), slug, username)


def _leave_folders(course: Path, username: str) -> int:
    """Delete what a course folder keeps of her, through no link that somebody may have put there."""
    count = 0
    for step in STEPS:
        with (
            suppress(FileNotFoundError, NotADirectoryError),
            opened(course) as root,
            opened(step, root) as folder,
        ):
            if username in os.listdir(folder):  # noqa: PTH208  a folder that is held open
                shutil.rmtree(username, dir_fd=folder)
                count += 1
    return count
