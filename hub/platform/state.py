"""The state folder: its parts, and the claim of the one platform that runs on it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import Conflict, Unavailable
from hub.settings import Settings

OPEN, PRIVATE = 0o711, 0o700
_FOLDERS = {"homes": OPEN, "courses": OPEN, "hub": PRIVATE, "logs": PRIVATE, "build": PRIVATE}


class StateError(Unavailable):
    """The state folder cannot be used."""

    code = "state_folder"


class AlreadyRunning(Conflict):
    """Another platform runs on the same state folder."""

    code = "already_running"


def make(state: Path) -> None:
    """Make the state folder and its parts; students' accounts may pass through it but not list it."""
    try:
        state.mkdir(mode=OPEN, parents=True, exist_ok=True)
        state.chmod(OPEN)
        for name, mode in _FOLDERS.items():
            (state / name).mkdir(mode=mode, exist_ok=True)
            (state / name).chmod(mode)
    except OSError as error:
        raise StateError(
            f"The state folder {state} cannot be used: {error.strerror} ({error.filename}). Check who "
            "owns it and the disk's free space, or use another one: make up STATE=/path/to/folder"
        ) from error


@contextmanager
def claimed(settings: Settings) -> Iterator[None]:
    """Hold the state folder for this process. Raises AlreadyRunning, naming the platform that has it."""
    path = settings.state / "up.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_who(file.read())) from None
        file.truncate()
        json.dump({"process": os.getpid(), "url": url(settings)}, file)
        file.flush()
        yield


def is_claimed(state: Path) -> bool:
    """Whether a platform runs on the state folder now."""
    try:
        with (state / "up.lock").open("r", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def url(settings: Settings) -> str:
    """The address to type into a browser on this machine."""
    host = "127.0.0.1" if settings.address == "0.0.0.0" else settings.address  # noqa: S104
    return f"http://{host}:{settings.port}"


def _who(text: str) -> str:
    try:
        known = json.loads(text)
        which = f" at {known['url']} (process {known['process']})"
    except (ValueError, KeyError, TypeError):
        which = ""
    return (
        f"The platform of this state folder already runs{which}. Open that address, stop that one with "
        "Ctrl-C, or start another beside it: make up PORT=8100 STATE=.coursewright-2"
    )
