"""What a confined program may see and use, as plain data."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

GIB = 1 << 30


@dataclass(frozen=True)
class Limits:
    """The most that one run may use; `None` in a field of the process limits leaves it as inherited.

    `memory_bytes` bounds what a process may write to (RLIMIT_DATA); `address_bytes` its address
    space, which numpy reserves generously: below 6 GiB its import dies. `disk_bytes` bounds all files of
    a graded run together.
    """

    cpu_seconds: int | None = 120
    memory_bytes: int | None = 2 * GIB
    address_bytes: int | None = 8 * GIB
    processes: int | None = 128
    file_bytes: int | None = 64 << 20
    open_files: int | None = 256
    disk_bytes: int = 256 << 20


@dataclass(frozen=True)
class Rules:
    """The border of one confined program.

    `read` paths can be read and executed, `write` paths also changed; nothing else on disk is visible.
    `uid` and `gid` need root. Without `network` the program also gets process and IPC namespaces of
    its own where the machine offers them; with `own_root` nothing but its paths is there to be seen, and
    with `sockets` it can make some, which lead nowhere but to its folder and need namespaces.
    `accept_unconfined` lets the program start on a machine that can hold none of this: an operator's choice,
    made by name.
    """

    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()
    uid: int | None = None
    gid: int | None = None
    network: bool = False
    limits: Limits | None = None
    die_with_parent: bool = False
    sockets: bool = False
    own_root: bool = False
    accept_unconfined: bool = False

    def to_json(self) -> str:
        """One line of JSON, as `exec.py` reads it."""
        return json.dumps(asdict(self), default=str, separators=(",", ":"))
