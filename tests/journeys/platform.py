"""The platform as ``coursewright up`` starts it, for the journeys."""

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.journeys.learner import Learner
from tests.journeys.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Platform:
    """A running platform with its own state folder and port."""

    state: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The address that a person types into the browser."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def passwords(self) -> dict[str, str]:
        """The demo accounts, from name to password."""
        found: dict[str, str] = json.loads((self.state / "credentials.json").read_text(encoding="utf-8"))
        return found

    def learner(self, name: str) -> Learner:
        """Return the demo account ``name``, not yet logged in."""
        return Learner(self.url, name, self.passwords[name])

    def log(self) -> str:
        """Return what ``up`` printed so far."""
        return (self.state / "up.log").read_text(encoding="utf-8")

    def stop(self) -> None:
        """Press Ctrl-C and wait for the end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)


def start(state: Path, port: int, **settings: str) -> Platform:
    """Run ``coursewright up`` and return once it says that it is ready and its login page answers."""
    state.mkdir(mode=0o711, parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "COURSEWRIGHT_STATE": str(state),
        "COURSEWRIGHT_PORT": str(port),
        **settings,
    }
    command = [str(Path(sys.executable).parent / "coursewright"), "up"]
    with (state / "up.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    platform = Platform(state, port, process)
    wait_until("the login page", lambda: _login_page(platform))
    return platform


def _login_page(platform: Platform) -> bool:
    assert platform.process.poll() is None, f"up ended:\n{platform.log()}"
    if "Coursewright is ready" not in platform.log():
        return False
    try:
        return httpx.get(f"{platform.url}/hub/login", timeout=5).status_code == 200
    except httpx.TransportError:
        return False
