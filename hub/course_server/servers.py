"""Makes, shares and starts course servers through the hub's API, while the hub runs."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from hub.course_server.hub_api import HubApi
from hub.course_server.name import course_user
from hub.course_server.scopes import shared_scopes
from hub.services.course_server import CourseServer, ServerState

log = logging.getLogger(__name__)
DEFAULT_SERVER = ""


@dataclass(frozen=True)
class HubCourseServers:
    """The course servers of one hub; `base_url` is the path at which the hub's proxy serves, such as `/`."""

    hub: HubApi
    base_url: str = "/"

    @classmethod
    def at(cls, api_url: str, token: str, base_url: str = "/") -> "HubCourseServers":
        """Return the course servers behind the hub's API at `api_url`."""
        return cls(HubApi(api_url, token), base_url)

    def open(self, slug: str, username: str) -> CourseServer:
        """Make sure that the cohort's server exists, runs and admits `username`.

        The caller checked that the person may. Unavailable when the hub does not answer.
        """
        self.ensure(slug)
        self.grant(slug, username)
        return CourseServer(self.url(slug), self.start(slug))

    def url(self, slug: str) -> str:
        """Return the path of formgrader on the cohort's server."""
        return f"{self.base_url.rstrip('/')}/user/{course_user(slug)}/formgrader/manage_assignments"

    def ensure(self, slug: str) -> None:
        """Make the server's hub user."""
        self._make_user(course_user(slug))

    def start(self, slug: str) -> ServerState:
        """Start the server unless it runs, and tell whether it can be opened yet."""
        if self.is_ready(slug):
            return ServerState.READY
        # 400: it is starting or stopping already, so the next look tells
        accept = (HTTPStatus.BAD_REQUEST,)
        self.hub.ask("POST", "users", course_user(slug), "server", accept=accept)
        return ServerState.READY if self.is_ready(slug) else ServerState.STARTING

    def stop(self, slug: str) -> None:
        """Stop the server, with every terminal and kernel on it."""
        accept = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
        self.hub.ask("DELETE", "users", course_user(slug), "server", accept=accept)

    def share(self, slug: str, staff: Collection[str]) -> None:
        """Admit exactly `staff`: new ones are let in, others lose access and their open terminals end."""
        self.ensure(slug)
        admitted = self.admitted(slug)
        for username in set(staff) - admitted:
            self.grant(slug, username)
        removed = admitted - set(staff)
        for username in removed:
            self.revoke(slug, username)
        if removed:
            self.stop(slug)

    def reconcile(self, cohorts: Mapping[str, Collection[str]]) -> None:
        """Share every cohort's server with its staff, for the start of the service."""
        for slug, staff in cohorts.items():
            self.share(slug, staff)

    def admitted(self, slug: str) -> set[str]:
        """Return who may enter the cohort's server; nobody before its first share."""
        path = ("shares", course_user(slug), DEFAULT_SERVER)
        if self.hub.ask("GET", *path, accept=(HTTPStatus.NOT_FOUND,)).status == HTTPStatus.NOT_FOUND:
            return set()
        return {item["user"]["name"] for item in self.hub.pages(*path) if item["user"]}

    def grant(self, slug: str, username: str) -> None:
        """Let `username` in; a person who has never logged in is made known to the hub first."""
        self._make_user(username)
        self.hub.ask("POST", "shares", course_user(slug), DEFAULT_SERVER, body=_share(slug, username))
        log.info("shared the course server of %s with %s", slug, username)

    def revoke(self, slug: str, username: str) -> None:
        """Take the share of `username` back; pages stop answering within seconds, terminals when it stops."""
        self.hub.ask("PATCH", "shares", course_user(slug), DEFAULT_SERVER, body=_share(slug, username))
        log.info("took the course server of %s from %s", slug, username)

    def _make_user(self, name: str) -> None:
        self.hub.ask("POST", "users", name, accept=(HTTPStatus.CONFLICT,))

    def is_ready(self, slug: str) -> bool:
        """Tell whether the server answers."""
        server: dict[str, Any] = self._servers(slug).get(DEFAULT_SERVER, {})
        return bool(server.get("ready"))

    def _servers(self, slug: str) -> dict[str, Any]:
        servers: dict[str, Any] = self.hub.ask("GET", "users", course_user(slug)).body.get("servers") or {}
        return servers


def _share(slug: str, username: str) -> dict[str, object]:
    return {"user": username, "scopes": shared_scopes(slug)}
