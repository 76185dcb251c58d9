"""Jobs for the workers, put into procrastinate's own tables by its own functions."""

import uuid
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session
from sqlalchemy.sql import bindparam

GRADING_QUEUE = "grading"
GRADE_TASK = "grade_submission"
COURSE_QUEUE = "courses"
COURSE_TASK = "make_course"

_DEFER = text(
    "SELECT (procrastinate_defer_jobs_v1(ARRAY[ROW("
    ":queue, :task, :priority, :lock, :queueing_lock, :args, NULL)::procrastinate_job_to_defer_v1]))[1]"
).bindparams(bindparam("args", type_=JSONB))
_IS_WAITING = text(
    "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE queueing_lock = :queueing_lock AND status = 'todo')"
)
_IS_SERVED = text(
    "SELECT EXISTS (SELECT FROM procrastinate_workers"
    "  WHERE last_heartbeat > now() - make_interval(secs => :seconds))"
)
_RESCUE = text(
    "WITH stalled AS ("
    "  SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers w ON w.id = job.worker_id"
    "  WHERE job.status = 'doing'"
    "  AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => :seconds))"
    "  FOR UPDATE OF job SKIP LOCKED) "
    "UPDATE procrastinate_jobs job SET status = 'todo', worker_id = NULL, attempts = job.attempts + 1,"
    "  scheduled_at = now() FROM stalled WHERE job.id = stalled.id RETURNING job.id"
)
_FORGET_WORKERS = text(
    "DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => :seconds)"
)
_FORGET_JOBS = text(
    "DELETE FROM procrastinate_jobs WHERE status = 'succeeded' AND id IN ("
    "  SELECT job_id FROM procrastinate_events WHERE type = 'succeeded'"
    "  AND at < now() - make_interval(hours => :hours))"
)


@dataclass(frozen=True)
class _Job:
    queue: str
    task: str
    args: dict[str, Any]


class QueueRepository:
    """Works in the caller's transaction: a job exists exactly when what it is about does."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def defer_grading(self, submission_id: uuid.UUID, lock: str, *, priority: int = 0) -> bool:
        """Queue the grading of an attempt once; False when it is waiting already.

        Jobs of one `lock` ("<cohort>/<assignment>/<student>") run one after the other, in their order.
        """
        queueing_lock = f"{GRADE_TASK}:{submission_id}"
        alone = func.pg_advisory_xact_lock(func.hashtextextended(queueing_lock, 0))
        self._session.execute(select(alone))
        if self._session.scalar(_IS_WAITING, {"queueing_lock": queueing_lock}):
            return False
        job = _Job(GRADING_QUEUE, GRADE_TASK, {"submission_id": str(submission_id)})
        self._defer(job, lock, queueing_lock, priority)
        return True

    def defer_course(self, request_id: uuid.UUID, username: str) -> None:
        """Queue the making of a course; a learner's jobs run one after the other."""
        job = _Job(COURSE_QUEUE, COURSE_TASK, {"request_id": str(request_id)})
        self._defer(job, f"own/courses/{username}", f"{COURSE_TASK}:{request_id}", 0)

    def rescue_stalled(self, seconds: float) -> list[int]:
        """Put jobs back whose worker has not been heard of for `seconds`; returns their numbers."""
        rescued = list(self._session.scalars(_RESCUE, {"seconds": seconds}))
        self._session.execute(_FORGET_WORKERS, {"seconds": seconds})
        return rescued

    def has_workers(self, seconds: float) -> bool:
        """Whether a worker was heard of in the last `seconds`."""
        return bool(self._session.scalar(_IS_SERVED, {"seconds": seconds}))

    def forget_finished(self, hours: int) -> None:
        """Delete jobs that succeeded more than `hours` ago."""
        self._session.execute(_FORGET_JOBS, {"hours": hours})

    def _defer(self, job: _Job, lock: str, queueing_lock: str, priority: int) -> None:
        values = {"priority": priority, "lock": lock, "queueing_lock": queueing_lock}
        self._session.execute(_DEFER, {**asdict(job), **values})
