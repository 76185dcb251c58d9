"""What a student's process and its children use together, as the kernel counts it."""

import contextlib
import os
import socket
from pathlib import Path

from curriculum.grading.zygote.order import Order

_MOST_ENTRIES = 20_000


class Usage:
    """Memory, processes and disk of one run; read from /proc, where the run cannot lie."""

    def __init__(self, child: int, order: Order, *, is_apart: bool) -> None:
        """`is_apart` when /proc shows nobody but this run."""
        self._child, self._order, self._is_apart = child, order, is_apart
        self._page = os.sysconf("SC_PAGE_SIZE")
        self._start = self._resident(str(child))

    def show(self, leash: socket.socket) -> None:
        """Give the driver what tells the process's peak of memory, and what resets it where it may."""
        shown = []
        with contextlib.suppress(OSError):
            shown.append(os.open(f"/proc/{self._child}/status", os.O_RDONLY))
            shown.append(os.open(f"/proc/{self._child}/clear_refs", os.O_WRONLY))
        socket.send_fds(leash, [b"shown"], shown)
        for descriptor in shown:
            os.close(descriptor)

    def excess(self) -> str | None:
        """The name of the limit that the run has passed: memory, processes or disk."""
        limits, own = self._order.limits, self._processes()
        if limits.processes is not None and len(own) > limits.processes:
            return "processes"
        used = sum(max(0, self._resident(process) - self._start) for process in own)
        if limits.memory_bytes is not None and used > limits.memory_bytes:
            return "memory"
        if not self._is_apart and _size(self._order.folder) > limits.disk_bytes:
            return "disk"
        return None

    def _processes(self) -> list[str]:
        own = str(os.getpid())
        numbers = [name for name in os.listdir("/proc") if name.isdigit() and name != own]  # noqa: PTH208
        return numbers if self._is_apart else [name for name in numbers if self._is_in_group(name)]

    def _is_in_group(self, process: str) -> bool:
        with contextlib.suppress(OSError):
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
            return int(stat.rpartition(")")[2].split()[2]) == self._child
        return False

    def _resident(self, process: str) -> int:
        with contextlib.suppress(OSError):
            statm = Path(f"/proc/{process}/statm").read_text(encoding="ascii")
            return int(statm.split()[1]) * self._page
        return 0


def _size(folder: Path) -> int:
    """The bytes that a folder takes; with more entries than anybody needs, more than there can be."""
    total, entries, waiting = 0, 0, [os.fspath(folder)]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as found:
            for entry in found:
                entries += 1
                if entries > _MOST_ENTRIES:
                    return 1 << 62
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
    return total
