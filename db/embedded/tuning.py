"""The embedded server's settings that differ from PostgreSQL's own, by how much memory the machine has."""

import os
from pathlib import Path

_MB = 1 << 20
_LIMIT = Path("/sys/fs/cgroup/memory.max")


def memory(limit: Path = _LIMIT) -> int:
    """How many bytes this machine has, or the container that we are in."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        return min(whole, int(limit.read_text("ascii")))
    except (OSError, ValueError):  # no such limit, or "max"
        return whole


def settings(memory_bytes: int) -> dict[str, str]:
    """What suits a server that shares the machine with hub, workers and students' servers.

    The feed's indexes are read at random all over: they should stay in memory, and a page that is not there
    costs hardly more than its neighbour. Plans are short, so that compiling them never pays.
    """
    return {
        "shared_buffers": _share(memory_bytes, 8, least=128, most=2048),
        "effective_cache_size": _share(memory_bytes, 2, least=512, most=65536),
        "maintenance_work_mem": _share(memory_bytes, 32, least=64, most=512),
        "work_mem": _share(memory_bytes, 512, least=4, most=32),
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "jit": "off",
    }


def _share(memory_bytes: int, part: int, *, least: int, most: int) -> str:
    return f"{min(max(memory_bytes // part // _MB, least), most)}MB"
