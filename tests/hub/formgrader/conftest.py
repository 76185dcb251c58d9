"""A course server without a hub: the Jupyter server with what is served to it, on a real gradebook."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sqlalchemy import URL

from curriculum.grading.gradebook import create_tables
from curriculum.grading.sandbox import confine
from db.access import Access, Role, gradebook_schema
from db.provision import provision_cohort
from hub.course_server.launch import LaunchSpec, launch_spec, prepare
from tests.server import TestServer

ASSIGNMENT = "m01"
TOKEN = "open-sesame"
PATIENCE = 60.0


@dataclass
class GradingService:
    """Stands in for the platform's API: notes what is queued, and answers as it is told."""

    url: str = ""
    asked: list[tuple[str, str, Any, str]] = field(default_factory=list)
    status: int = 202
    answer: dict[str, Any] = field(default_factory=lambda: {"queued": 1})


@dataclass(frozen=True)
class CourseServer:
    """A running course server and the gradebook behind it."""

    client: httpx.Client
    spec: LaunchSpec
    gradebook: URL
    service: GradingService
    log: Path

    def get(self, path: str) -> httpx.Response:
        """GET one of formgrader's addresses."""
        return self.client.get(f"/formgrader/{path}")

    def post(self, path: str) -> httpx.Response:
        """POST to one of formgrader's addresses."""
        return self.client.post(f"/formgrader/{path}")


@pytest.fixture(scope="session")
def grading_service() -> Iterator[GradingService]:
    """The platform's API as far as formgrader asks it."""
    service = GradingService()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: object) -> None:
            service.asked.append((self.command, self.path, body, self.headers["Authorization"]))
            content = json.dumps(service.answer).encode()
            self.send_response(service.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}/services/coursewright"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def course_access(postgres: TestServer) -> Iterator[Access]:
    """A database with the gradebook of cohort demo."""
    with postgres.empty() as access:
        provision_cohort(postgres.admin, access, "demo")
        create_tables(access.url(Role.OWNER), gradebook_schema("demo"), "demo")
        yield access


@pytest.fixture(scope="session")
def course_server(
    course_access: Access, grading_service: GradingService, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CourseServer]:
    """The server of cohort demo with one graded submission of ada's."""
    state = tmp_path_factory.mktemp("state")
    spec = launch_spec(
        "demo",
        state=state,
        access=course_access,
        service_url=grading_service.url,
        student_python=Path(sys.executable),
    )
    prepare(spec)
    _hand_in(spec)
    port = _free_port()
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", f"--port={port}"]
    settings = [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={spec.home}"]
    environment = os.environ | spec.env | {"JUPYTERHUB_API_TOKEN": "servers-own-token"}
    log = state / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            confine.command([*command, *settings], spec.rules),
            cwd=spec.home,
            env=environment,
            stdout=output,
            stderr=output,
        )
    headers = {"Authorization": f"token {TOKEN}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:
        _wait_for(client, process, log)
        yield CourseServer(client, spec, course_access.course_url("demo"), grading_service, log)
    process.terminate()
    process.wait(timeout=PATIENCE)


def _hand_in(spec: LaunchSpec) -> None:
    """Write an assignment and ada's answer, and grade it with nbgrader's own commands."""
    for folder, answer in ((f"source/{ASSIGNMENT}", ""), (f"submitted/ada/{ASSIGNMENT}", "return 4")):
        path = spec.home / folder
        path.mkdir(parents=True)
        nbformat.write(_notebook(answer), path / f"{ASSIGNMENT}.ipynb")
    for step in ("generate_assignment", "autograde"):
        command = [str(Path(sys.executable).with_name("nbgrader")), step, ASSIGNMENT]
        done = subprocess.run(
            confine.command(command, spec.rules),
            cwd=spec.home,
            env=os.environ | spec.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]


def _notebook(answer: str) -> nbformat.NotebookNode:
    def cell(make: Callable[..., Any], name: str, source: str, **marks: object) -> nbformat.NotebookNode:
        usual = {"schema_version": 3, "locked": False, "grade": False, "solution": False, "task": False}
        made: nbformat.NotebookNode = make(
            source, id=name, metadata={"nbgrader": {**usual, "grade_id": name, **marks}}
        )
        return made

    notebook: nbformat.NotebookNode = new_notebook(
        cells=[
            cell(new_code_cell, "answer", f"def four():\n    {answer or 'pass'}", solution=True),
            cell(new_code_cell, "is-four", "assert four() == 4", grade=True, locked=True, points=2),
            cell(new_markdown_cell, "why", "Because.", grade=True, solution=True, points=3),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    return notebook


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if client.get("/formgrader/api/status").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"the server does not come up:\n{log.read_text(encoding='utf-8')[-3000:]}")
