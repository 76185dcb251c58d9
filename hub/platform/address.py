"""The addresses of the platform's own processes: free, fixed for one run, and known to each other."""

import http.client
import socket
from contextlib import ExitStack
from dataclasses import replace

from db.errors import Unavailable
from hub.settings import Settings

LOOPBACK = "127.0.0.1"


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
    """The settings with a port for each inner process; it keeps it when it is started again."""
    missing = [name for name in ("hub_port", "proxy_port", "service_port") if getattr(settings, name) is None]
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in missing]
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        chosen = {name: int(probe.getsockname()[1]) for name, probe in zip(missing, probes, strict=True)}
    return replace(settings, **chosen)  # type: ignore[arg-type]


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
