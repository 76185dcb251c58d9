"""The worker: `python -m hub.jobs.worker` grades, records and makes courses until it is told to stop."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
import uuid
from collections.abc import Coroutine
from typing import Any

from procrastinate import App, JobContext, RetryStrategy
from procrastinate.exceptions import ConnectorException

from curriculum.grading import account
from curriculum.grading.two_process_runner import TwoProcessRunner
from db import engine as engines
from db.access import Access, Role
from db.outage import is_outage
from db.repositories.queue import COURSE_QUEUE, COURSE_TASK, GRADE_TASK, GRADING_QUEUE
from db.unit_of_work import UnitOfWork
from hub.jobs.connector import connect
from hub.jobs.course import CourseJob
from hub.jobs.grade import GradeJob, OnStep
from hub.jobs.marks import MarkConsumer
from hub.jobs.outbox import Outbox
from hub.jobs.rescue import HEARTBEAT_SECONDS, STALLED_SECONDS, keep_rescuing
from hub.settings import Settings

_log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 5.0
FAREWELL_SECONDS = 8.0


class Worker:
    """One process's share of the work: one job of each kind at a time, marks, and the jobs of the dead."""

    def __init__(self, settings: Settings, *, on_step: OnStep = lambda _step: None) -> None:
        self._access = settings.access()
        self._engine = engines.create(self._access.url(Role.WORKER), pool_size=6)
        self._runner = TwoProcessRunner(settings.student_python)
        self._job = GradeJob(
            self._begin,
            self._access,
            settings.state,
            settings.student_python,
            self._runner,
            on_step=on_step,
        )
        self._courses = CourseJob(self._begin, settings.retold, on_step=on_step)
        self._marks = MarkConsumer(self._begin, self._job.course)

    async def run(self) -> None:
        """Work until cancelled, through any outage of the database."""
        with self._runner:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._work(GRADING_QUEUE))
                tasks.create_task(self._work(COURSE_QUEUE))  # nobody waits for her course behind a class
                tasks.create_task(self._marks.run(self._access.url(Role.WORKER)))
                tasks.create_task(keep_rescuing(self._begin))
                tasks.create_task(Outbox(self._begin).run())

    def _begin(self) -> UnitOfWork:
        return UnitOfWork(self._engine)

    async def _work(self, queue: str) -> None:
        pause = 0.2
        while True:
            started = time.monotonic()
            try:
                async with make_app(self._access, self._job, self._courses).open_async() as app:
                    await app.run_worker_async(
                        queues=[queue],
                        concurrency=1,
                        fetch_job_polling_interval=POLL_SECONDS,
                        update_heartbeat_interval=HEARTBEAT_SECONDS,
                        stalled_worker_timeout=STALLED_SECONDS,
                        install_signal_handlers=False,
                    )
            except (ConnectorException, OSError) as error:
                _log.warning("The queue cannot be reached for now: %s", error)
            except Exception as error:
                if not is_outage(error):
                    raise
                _log.warning("The queue cannot be reached for now: %s", error)
            pause = 0.2 if time.monotonic() - started > LONGEST_PAUSE_SECONDS else pause * 2
            await asyncio.sleep(min(pause, LONGEST_PAUSE_SECONDS))


def make_app(access: Access, job: GradeJob, courses: CourseJob) -> App:
    """procrastinate with our two tasks; its connections log in as the worker's role."""
    app = App(connector=connect(access))
    retry = RetryStrategy(wait=2)

    @app.task(name=GRADE_TASK, queue=GRADING_QUEUE, retry=retry, pass_context=True)
    def grade_submission(context: JobContext, submission_id: str) -> None:
        job(uuid.UUID(submission_id), context.job.attempts)

    @app.task(name=COURSE_TASK, queue=COURSE_QUEUE, retry=retry, pass_context=True)
    def make_course(context: JobContext, request_id: str) -> None:
        courses(uuid.UUID(request_id), context.job.attempts)

    return app


def serve(work: Coroutine[Any, Any, None]) -> None:
    """Run until SIGTERM or SIGINT; a job that is running then is given back by its silence."""

    async def until_told() -> None:
        task = asyncio.create_task(work)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGALRM, os._exit, 0)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _say_farewell, task)
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(until_told())


def _say_farewell(task: "asyncio.Task[None]") -> None:
    signal.setitimer(signal.ITIMER_REAL, FAREWELL_SECONDS)
    task.cancel()


def main() -> None:
    """Start from the environment's settings."""
    account.remove_leftovers()
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    serve(Worker(Settings.from_env()).run())


if __name__ == "__main__":
    main()
