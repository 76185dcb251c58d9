"""What the rules need from the part that starts a cohort's course server."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hub.services.deed import Actor, note
from hub.services.person import Begin


class ServerState(StrEnum):
    """Whether a course server can be opened already."""

    READY = "ready"
    STARTING = "starting"


@dataclass(frozen=True)
class CourseServer:
    """Where a cohort's course server answers."""

    url: str
    state: ServerState


class CourseServers(Protocol):
    """Starts the course server of a cohort and shares it with one of its instructors."""

    def open(self, slug: str, username: str) -> CourseServer:
        """Start the server if needed, make sure that the person may enter, and tell where it is."""


def open_server(
    begin: Begin, servers: CourseServers, slug: str, actor: Actor, is_news: Callable[[tuple[str, str]], bool]
) -> CourseServer:
    """Open a cohort's server for one of its staff; that she started it is put on record.

    `is_news` tells, by cohort and name, whether a start is another one than that noted a moment ago.
    """
    found = servers.open(slug, actor.name)
    if found.state is ServerState.STARTING and is_news((slug, actor.name)):
        with begin() as uow:
            note(uow, actor, "course_server.started", f"cohort {slug}", cohort=slug)
            uow.commit()
    return found
