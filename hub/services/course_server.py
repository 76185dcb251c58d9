"""What the rules need from the part that starts a cohort's course server."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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
