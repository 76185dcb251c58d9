"""Chooses and remembers the TCP port of the embedded PostgreSQL."""

import os
import random
import socket
from pathlib import Path

HOST = "127.0.0.1"
# Below the range from which the system takes the ports of outgoing connections.
_RANGE = range(20_000, 32_000)
_ATTEMPTS = 100


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def pick() -> int:
    """A port that is free now."""
    for port in random.sample(_RANGE, _ATTEMPTS):
        if is_free(port):
            return port
    raise OSError(f"none of {_ATTEMPTS} ports tried is free")


def read(folder: Path) -> int | None:
    """The port the server of `folder` had last, or None."""
    try:
        return int((folder / "port").read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


def remember(folder: Path, port: int) -> None:
    """Keep `port` as the one the server of `folder` has."""
    draft = folder / "port.new"
    draft.write_text(f"{port}\n", "ascii")
    os.replace(draft, folder / "port")  # noqa: PTH105  atomic also where the file exists
