"""Runs the fake service beside a test, and a real Jupyter server that uses it."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.coursewright_lab.fake_service import serve
from tests.coursewright_lab.fake_state import State

JUPYTER_TOKEN = "jupyter-token"
DEADLINE = 60.0


@dataclass(frozen=True)
class RunningService:
    """The fake service in a thread of its own."""

    state: State
    url: str
    loop: asyncio.AbstractEventLoop

    def say(self, event: dict[str, Any]) -> None:
        """Send an event to every open stream."""
        self.loop.call_soon_threadsafe(self.state.say, event)

    def drop_streams(self) -> None:
        """End every open stream."""
        self.loop.call_soon_threadsafe(self.state.drop_streams)


@contextmanager
def running_service() -> Iterator[RunningService]:
    """Serve until the block ends."""
    state, started = State(), threading.Event()
    box: list[RunningService] = []
    stop = asyncio.Event()

    async def main() -> None:
        server, url = serve(state)
        box.append(RunningService(state, url, asyncio.get_running_loop()))
        started.set()
        await stop.wait()
        state.drop_streams()
        server.stop()
        await server.close_all_connections()

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    started.wait(DEADLINE)
    try:
        yield box[0]
    finally:
        box[0].loop.call_soon_threadsafe(stop.set)
        thread.join(DEADLINE)


@dataclass(frozen=True)
class Reply:
    """What the Jupyter server answered."""

    status: int
    body: Any
    retry_after: str | None = None


@dataclass(frozen=True)
class RunningLab:
    """A Jupyter server with the extension, in a process of its own."""

    url: str
    root: Path
    log: Path

    def ask(
        self, method: str, path: str, value: object = None, *, token: str | None = JUPYTER_TOKEN
    ) -> Reply:
        """Send one request and return its answer, whatever its status."""
        data = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(f"{self.url}/coursewright/{path}", data, method=method)  # noqa: S310
        if token:
            request.add_header("Authorization", f"token {token}")
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE) as response:  # noqa: S310
                return Reply(response.status, _decode(response.read()))
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, _decode(error.read()), error.headers.get("Retry-After"))

    def message(self, method: str, path: str, value: object = None) -> tuple[int, str]:
        """Return the status and message of a request that is refused."""
        reply = self.ask(method, path, value)
        return reply.status, reply.body["error"]["message"]


@contextmanager
def running_lab(
    folder: Path,
    service_url: str,
    *options: str,
    lab: bool = False,
    python: Path = Path(sys.executable),
) -> Iterator[RunningLab]:
    """Run a Jupyter server, or the whole of JupyterLab, with its files and settings below `folder`.

    Without a `service_url` it runs as on a laptop, where no hub started it. `python` is that of the
    environment in which Jupyter is installed.
    """
    root = folder / "files"
    root.mkdir(parents=True, exist_ok=True)
    port, log = free_port(), folder / "server.log"
    environment = {
        **os.environ,
        "HOME": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
    }
    if service_url:
        environment |= {"JUPYTERHUB_API_TOKEN": "learner-token", "COURSEWRIGHT_SERVICE_URL": service_url}
    module = "jupyterlab" if lab else "jupyter_server"
    command = [
        *(str(python), "-m", module, "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"),
        *(f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={JUPYTER_TOKEN}"),
        "--ServerApp.port_retries=0",
        "--ServerApp.allow_unauthenticated_access=False",
        "--ServerApp.jpserver_extensions={'coursewright_lab': True}",
        *options,
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment, cwd=root)
        try:
            running = RunningLab(f"http://127.0.0.1:{port}", root, log)
            wait_until(lambda: _answers(running, process), log.read_text)
            yield running
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the server; one that is just connecting to a kernel never ends by itself."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(DEADLINE)


def wait_until(holds: Callable[[], bool], explain: Callable[[], object] = str) -> None:
    """Return as soon as `holds()`; fail with `explain()` when it does not within a minute."""
    end = time.monotonic() + DEADLINE
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(explain() or "it did not come about in time")
        time.sleep(0.05)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _answers(running: RunningLab, process: "subprocess.Popen[bytes]") -> bool:
    if process.poll() is not None:
        raise AssertionError(running.log.read_text())
    try:
        return running.ask("GET", "local/open").status == 405
    except OSError:
        return False


def _decode(body: bytes) -> object:
    return json.loads(body) if body else None
