"""Jobs exist exactly when what they are about does."""

import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.repositories.queue import QueueRepository


def waiting(session: Session) -> list[tuple[str, str]]:
    """Lock and arguments of the waiting jobs."""
    rows = session.execute(
        text(
            "SELECT lock, args ->> 'submission_id' FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
        )
    )
    return [(row[0], row[1]) for row in rows]


def start_all(session: Session, heartbeat: str) -> None:
    """Pretend that a worker took every job and was last heard of then."""
    session.execute(
        text(
            "WITH w AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() + CAST(:ago AS interval)) RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = w.id FROM w"
        ),
        {"ago": heartbeat},
    )


def test_a_job_goes_with_its_transaction(session: Session) -> None:
    number = uuid.uuid4()
    savepoint = session.begin_nested()
    QueueRepository(session).defer_grading(number, "demo/averages/ada")
    assert waiting(session) == [("demo/averages/ada", str(number))]
    savepoint.rollback()
    assert waiting(session) == []


def test_an_attempt_waits_only_once(session: Session) -> None:
    number, other = uuid.uuid4(), uuid.uuid4()
    queue = QueueRepository(session)
    assert queue.defer_grading(number, "demo/averages/ada")
    assert not queue.defer_grading(number, "demo/averages/ada")
    assert queue.defer_grading(other, "demo/averages/ada")
    assert len(waiting(session)) == 2


def test_the_job_of_a_silent_worker_waits_again(session: Session) -> None:
    queue = QueueRepository(session)
    queue.defer_grading(uuid.uuid4(), "demo/averages/ada")
    start_all(session, "-60 seconds")
    assert len(queue.rescue_stalled(10)) == 1
    assert len(waiting(session)) == 1
    assert queue.rescue_stalled(10) == []


def test_the_job_of_a_living_worker_is_left_alone(session: Session) -> None:
    queue = QueueRepository(session)
    queue.defer_grading(uuid.uuid4(), "demo/averages/ada")
    start_all(session, "-1 second")
    assert queue.rescue_stalled(10) == []
    assert waiting(session) == []
