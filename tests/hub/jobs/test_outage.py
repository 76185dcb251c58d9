"""Workers outlive their database: what was interrupted is graded after all, and once."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from db.embedded import EmbeddedPostgres
from db.enums import GradingState
from db.secret import Secret
from tests import server
from tests.factories.classroom import SOLUTION, Classroom, open_classroom
from tests.hub.jobs.running import until
from tests.hub.jobs.test_worker import counts, worker


@pytest.fixture
def postgres_of_its_own() -> Iterator[EmbeddedPostgres]:
    """A server that may be stopped."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-outage-"))
    folder.chmod(0o711)
    running = EmbeddedPostgres(folder / "postgres", Secret.load_or_create(folder / "secret"))
    try:
        yield running
    finally:
        running.stop()
        rmtree(folder, ignore_errors=True)


@pytest.fixture
def room(postgres_of_its_own: EmbeddedPostgres, tmp_path: Path) -> Iterator[Classroom]:
    """A classroom on that server."""
    running = server._prepare(postgres_of_its_own.start(), postgres_of_its_own._secret)
    with running.copy() as access, open_classroom(running, access, tmp_path / "state") as classroom:
        yield classroom


def test_a_stopped_database_and_a_killed_worker_lose_nothing(
    room: Classroom, postgres_of_its_own: EmbeddedPostgres
) -> None:
    submissions = [room.submit(room.answer(SOLUTION), room.enrol(f"student{n}")) for n in range(5)]

    def graded() -> list[bool]:
        return [room.get(each.id).state is GradingState.GRADED for each in submissions]

    with worker(room) as survivor, worker(room) as victim:
        until(lambda: any(graded()), "the first grading")
        room.engine.dispose()
        postgres_of_its_own.stop()
        postgres_of_its_own.start()
        victim.kill()
        until(lambda: all(graded()), "the grading of all")
        assert survivor.poll() is None
    assert {room.get(each.id).score for each in submissions} == {10}
    assert counts(room) == {
        "code_submissions": 5,
        "grade_events": 5,
        "activity_feed": 5,
        "user_progress": 5,
    }
