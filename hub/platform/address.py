"""The addresses of the platform's own processes: free, fixed for one run, and known to each other."""

import http.client
import json
import socket
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from db.embedded import orphan
from db.errors import Unavailable
from hub.settings import Settings

LOOPBACK = "127.0.0.1"
_INNER = ("hub_port", "proxy_port", "service_port")


class PortTaken(Unavailable):
    """Another program listens where the platform should."""

    code = "port_taken"


def require_free(settings: Settings) -> None:
    """Raise PortTaken if another program listens on the platform's port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.address, settings.port))
        except OSError as error:
            raise PortTaken(
                f"Port {settings.port} on {settings.address} cannot be used: {error.strerror}. "
                f"Choose another one: make up PORT={settings.port + 100}"
            ) from error


def with_free_ports(settings: Settings) -> Settings:
    """The settings with a port for each inner process: the one it had last, if that is free.

    Students' servers know the hub's, and go on when the hub is started again.
    """
    last = _read(settings.state)
    wanted = {name: getattr(settings, name) or last.get(name) for name in _INNER}
    with ExitStack() as stack:
        chosen = {name: _reserve(stack, port) for name, port in wanted.items()}
    _file(settings.state).write_text(json.dumps(chosen), "ascii")
    return replace(settings, **chosen)  # type: ignore[arg-type]


def end_stale_proxy(state: Path) -> None:
    """End the proxy that a killed hub left behind: it still holds the platform's port."""
    try:
        process = int((state / "hub" / "proxy.pid").read_text("ascii"))
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except (OSError, ValueError):
        return
    if b"configurable-http-proxy" in command:
        orphan.terminate(process)


def _reserve(stack: ExitStack, port: int | None) -> int:
    """`port` if it is free, else another one; held until the stack ends, so that no two are the same."""
    for candidate in (port or 0, 0):
        probe = stack.enter_context(socket.socket())
        with suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(bool(candidate)))
            probe.bind((LOOPBACK, candidate))
            return int(probe.getsockname()[1])
    raise PortTaken("No port is free for the hub. Stop programs that hold many connections and start again.")


def _file(state: Path) -> Path:
    return state / "hub" / "ports.json"


def _read(state: Path) -> dict[str, int]:
    try:
        return {name: int(port) for name, port in json.loads(_file(state).read_text("ascii")).items()}
    except (FileNotFoundError, ValueError, AttributeError):
        return {}


def answers(settings: Settings) -> bool:
    """Whether the login page can be had."""
    host = LOOPBACK if settings.address == "0.0.0.0" else settings.address  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/hub/login")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
