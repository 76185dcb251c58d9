"""What a class costs the service: students who browse, take quizzes, mark minutes and hold event streams.

The service is the real one in a process of its own, on a PostgreSQL of its own with the whole curriculum;
the hub in front of it is a loopback server that knows tokens and nothing else. Each student thinks between
two requests, for 20 seconds in the mean. `BENCH_STUDENTS` (50 500) names the classes, `BENCH_SECONDS` (120)
how long each works.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from bench.school import School, school
from bench.student import Diary, work

CLASSES = tuple(int(size) for size in os.environ.get("BENCH_STUDENTS", "50 500").split())
SECONDS = float(os.environ.get("BENCH_SECONDS", "120"))


def rows() -> Iterator[Row]:
    """Let classes of each size work, the smallest first."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-bench-"))
    folder.chmod(0o711)
    costs = []
    try:
        with school(folder / "state", max(CLASSES)) as running:
            for size in CLASSES:
                diary, seconds = _work(running, size)
                costs.append(seconds / max(diary.count, 1))
                yield from _told(size, diary, seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if len(costs) > 1:
        note = f"{costs[-1] * 1e3:.1f} ms of processor for a request by {costs[0] * 1e3:.1f} ms"
        yield Row(
            f"cost of a request, {CLASSES[-1]} by {CLASSES[0]} students", costs[-1] / costs[0], "x", note
        )


def _work(running: School, size: int) -> tuple[Diary, float]:
    """Return what the first students of the school met, and the processor seconds of the service."""
    before = running.computed()
    diary = asyncio.run(work(running.url, [f"load{number}" for number in range(size)], SECONDS))
    return diary, running.computed() - before


def _told(size: int, diary: Diary, seconds: float) -> Iterator[Row]:
    rate = diary.count / SECONDS
    yield Row(f"{size} students: requests", rate, "a second", f"{diary.count} of them in {SECONDS:g} s")
    errors = "; ".join(f"{what}: {count}" for what, count in diary.errors.most_common(5))
    yield Row(f"{size} students: errors", diary.errors.total(), "", errors or "target 0")
    yield Row(f"{size} students: streams that were open all the time", diary.streams, "", f"of {size}")
    yield Row(f"{size} students: events on them", diary.events, "")
    yield Row(f"{size} students: processor of the service", 100 * seconds / SECONDS, "% of a core")
    for route, times in sorted(diary.times.items()):
        ordered = sorted(times)
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
        yield Row(
            f"{size} students: {route}, p99", late * 1e3, "ms", f"p50 {middle * 1e3:.0f} ms, {len(times)}"
        )
