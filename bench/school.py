"""The service in a process of its own, with a class in its database, for as long as it is loaded."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from db.enums import CohortRole
from db.repositories.cohort import CohortRepository
from db.repositories.user import UserRepository
from db.seed import COHORT_SLUG
from db.unit_of_work import UnitOfWork
from hub.platform.database import Database, opened, operating
from hub.settings import Settings
from tests.journeys.platform import free_port, start
from tests.journeys.waiting import wait_until

_PREFIX = "/services/coursewright/"
_SCOPE = "access:services!service=coursewright"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class School:
    """A running service: its API's address and its process."""

    url: str
    process: int

    def computed(self) -> float:
        """Return how many seconds the service's process has been on a processor."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def school(state: Path, students: int) -> Iterator[School]:
    """Fill a new platform, add students `load0`, ... to its demo class, and run the service alone."""
    start(state, free_port()).stop()
    settings = replace(Settings(), state=state)
    with opened(settings) as found, _hub() as hub_port, (state / "logs" / "load.log").open("wb") as log:
        _enrol(found, students)
        port = free_port()
        command, environment = [sys.executable, "-m", "hub.api"], _environment(settings, hub_port, port)
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}{_PREFIX}api/v1"
            wait_until("the service to answer", lambda: _answers(f"{url}/health"))
            yield School(url, process.pid)
        finally:
            process.terminate()
            process.wait()


def _enrol(found: Database, students: int) -> None:
    with operating(found.access) as connected, UnitOfWork(connected) as uow:
        cohorts, people = CohortRepository(uow.session), UserRepository(uow.session)
        cohort = cohorts.require(COHORT_SLUG)
        for number in range(students):
            person = people.add(f"load{number}", f"load{number}@coursewright.example")
            cohorts.enroll(cohort.id, person.id, CohortRole.STUDENT)
        uow.commit()


def _environment(settings: Settings, hub_port: int, port: int) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("COURSEWRIGHT_")}
    hub = {
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{hub_port}/hub/api",
        "JUPYTERHUB_API_TOKEN": "of-service",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_SERVICE_NAME": "coursewright",
        "JUPYTERHUB_SERVICE_PREFIX": _PREFIX,
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}",
    }
    return inherited | settings.to_env() | hub


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


class _Hub(BaseHTTPRequestHandler):
    """Knows the token `of-NAME` as NAME's, and nothing else of a hub."""

    def do_GET(self) -> None:
        name = self.headers.get("Authorization", "").removeprefix("token of-")
        body = json.dumps({"kind": "user", "name": name, "scopes": [_SCOPE]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _hub() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
