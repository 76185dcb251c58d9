"""A real hub, small and quick, for what course servers ask of its API."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from hub.course_server.servers import HubCourseServers

PATIENCE = 60.0


@dataclass(frozen=True)
class TinyHub:
    """Where the hub's API answers, and the service's token for it."""

    api: str
    token: str

    @property
    def servers(self) -> HubCourseServers:
        """The course servers of this hub."""
        return HubCourseServers.at(self.api, self.token)


@pytest.fixture(scope="session")
def tiny_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyHub]:
    """A JupyterHub with a service that has the platform's scopes."""
    folder, ports, token = tmp_path_factory.mktemp("hub"), _free_ports(), secrets.token_hex(16)
    scripts = Path(sys.executable).parent
    environment = os.environ | {
        "TINY_HUB_FOLDER": str(folder),
        "TINY_HUB_PORTS": " ".join(map(str, ports)),
        "TINY_HUB_TOKEN": token,
        "PATH": f"{scripts}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    command = [str(scripts / "jupyterhub"), "-f", str(Path(__file__).with_name("tiny_hub_config.py"))]
    with (folder / "log").open("wb") as log:
        hub = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{ports[0]}/hub/health", hub, folder / "log")
        yield TinyHub(f"http://127.0.0.1:{ports[0]}/hub/api", token)
    finally:
        hub.send_signal(signal.SIGTERM)
        hub.wait(timeout=PATIENCE)


def _free_ports() -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(3)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def _wait_for(url: str, hub: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and hub.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the hub does not come up:\n{log.read_text(encoding='utf-8')[-3000:]}")
