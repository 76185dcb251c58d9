"""Parts that die are started again, and all end when the platform does."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.embedded.orphan import wait_until
from db.errors import Unavailable
from hub.platform import supervisor as supervising
from hub.platform.part import ProcessPart
from hub.platform.supervisor import Supervisor


@dataclass
class FakePart:
    """A part whose life the test decides."""

    name: str
    failures: int = 0
    is_foundation: bool = False
    starts: int = 0
    alive: bool = False
    ended: bool = False
    heard: list[str] = field(default_factory=list)

    def process_id(self) -> int | None:
        return None

    def start(self) -> None:
        self.starts += 1
        if self.failures:
            self.failures -= 1
            raise Unavailable("not now; try again.")
        self.alive = True

    def is_alive(self) -> bool:
        return self.alive

    def ask_to_stop(self) -> None:
        self.alive = False

    def end(self) -> None:
        self.ended = True


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def supervisor(reports: list[str]) -> Supervisor:
    return Supervisor(report=reports.append)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_a_part_that_died_is_started_again_after_a_pause(
    supervisor: Supervisor, reports: list[str], clock: list[float]
) -> None:
    part = FakePart("Hub")
    supervisor.add(part)
    part.alive = False
    supervisor.look()
    assert part.starts == 1
    assert reports == ["Hub ended; starting it again in 0.5 s"]
    clock[0] += 0.6
    supervisor.look()
    assert (part.starts, part.alive) == (2, True)


def test_a_part_that_keeps_dying_is_started_ever_more_slowly_until_it_was_steady(
    supervisor: Supervisor, reports: list[str], clock: list[float]
) -> None:
    part = FakePart("Worker 1")
    supervisor.add(part)
    for _ in range(10):
        part.alive = False
        supervisor.look()
        clock[0] += 31
        supervisor.look()
    pauses = [float(line.split()[-2]) for line in reports]
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30]
    clock[0] += 61
    supervisor.look()
    part.alive = False
    supervisor.look()
    assert reports[-1].endswith("in 0.5 s")


def test_a_part_that_cannot_start_is_tried_again(
    supervisor: Supervisor, reports: list[str], clock: list[float]
) -> None:
    part = FakePart("PostgreSQL")
    supervisor.add(part)
    part.alive, part.failures = False, 2
    for _ in range(4):
        supervisor.look()
        clock[0] += 31
        supervisor.look()
    assert part.alive
    assert "PostgreSQL does not start: not now; try again." in reports


def test_a_foundation_is_left_to_whoever_started_it(supervisor: Supervisor) -> None:
    hub, postgres = FakePart("Hub"), FakePart("PostgreSQL", is_foundation=True)
    supervisor.add(postgres)
    supervisor.add(hub)
    supervisor.stop()
    assert (hub.ended, postgres.ended) == (True, False)


@pytest.fixture
def part(tmp_path: Path) -> Iterator[ProcessPart]:
    """A process that tells its signals and ends at none but SIGKILL."""
    script = (
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: print('asked', flush=True))\n"
        "print('up', flush=True)\n"
        "while True: time.sleep(600)\n"
    )
    made = ProcessPart("Stubborn", ("-c", script), tmp_path / "log", os.environ, tmp_path)
    yield made
    made.end()


def test_what_does_not_end_in_time_is_killed(
    supervisor: Supervisor, part: ProcessPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "STOP_SECONDS", 1.0)
    supervisor.add(part)
    assert wait_until(lambda: "up" in part.log.read_text(), 20)
    supervisor.stop()
    assert not part.is_alive()
    assert "asked" in part.log.read_text()


def test_a_real_process_is_started_again_and_its_log_kept(supervisor: Supervisor, part: ProcessPart) -> None:
    supervisor.add(part)
    assert wait_until(lambda: "up" in part.log.read_text(), 20)
    number = part.process_id()
    assert number
    os.kill(number, signal.SIGKILL)
    watching = threading.Thread(target=supervisor.run)
    watching.start()
    try:
        assert wait_until(lambda: part.log.read_text().count("up") == 2, 30)
    finally:
        supervisor.stop_soon()
        watching.join()
    assert part.log.stat().st_mode & 0o077 == 0


def test_a_part_ends_with_the_platform_even_when_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, sys, time; from pathlib import Path; from hub.platform.part import ProcessPart\n"
        "folder = Path(sys.argv[1])\n"
        "sleeper = ('-c', 'import time; time.sleep(600)')\n"
        "part = ProcessPart('Part', sleeper, folder / 'log', os.environ, folder)\n"
        "part.start(); (folder / 'part').write_text(str(part.process_id()))\n"
        "time.sleep(600)\n"
    )
    root = Path(__file__).resolve().parents[3]
    outer = ProcessPart("Outer", ("-c", script, str(tmp_path)), tmp_path / "outer.log", os.environ, root)
    outer.start()
    told = tmp_path / "part"
    assert wait_until(lambda: told.exists() and told.read_text() != "", 30), outer.log.read_text()
    inner = int(told.read_text())
    assert wait_until(lambda: b"sleep" in Path(f"/proc/{inner}/cmdline").read_bytes(), 20)
    assert outer.process
    outer.process.kill()
    outer.process.wait()
    assert wait_until(lambda: not Path(f"/proc/{inner}").exists() or _is_zombie(inner), 20)


def _is_zombie(process: int) -> bool:
    return "(zombie)" in Path(f"/proc/{process}/status").read_text()
