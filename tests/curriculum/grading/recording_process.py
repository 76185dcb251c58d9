"""A worker's process that records grades and is killed without warning: the storm starts many of it.

Arguments: the folder of the classroom's state, the database's address of the worker, that of the gradebook,
the course, the share of statements at which it dies, a seed, and the students' names.
"""

import os
import random
import signal
import sys
from pathlib import Path

from sqlalchemy import event, make_url

from curriculum.grading.autograde import Course
from curriculum.grading.course_root import CourseRoot
from curriculum.grading.recorder import Recorder
from db import engine as engines
from db.outage import is_outage
from db.unit_of_work import UnitOfWork
from tests.factories.classroom import ASSIGNMENT, STUDENT_PYTHON


def main(state: str, worker: str, book: str, slug: str, share: str, seed: str, *names: str) -> None:
    """Record everybody's grades over and over until it is killed."""
    dice, engine = random.Random(int(seed)), engines.create(worker)  # noqa: S311
    course = Course(CourseRoot(slug, Path(state) / "courses" / slug), make_url(book), STUDENT_PYTHON)

    def die_sometimes(*_: object) -> None:
        if dice.random() < float(share):
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", die_sometimes)
    event.listen(engine, "commit", die_sometimes)
    recorder = Recorder(lambda: UnitOfWork(engine))
    while True:
        try:
            recorder.record(course, ASSIGNMENT, dice.choice(names), is_job=dice.random() < 0.5)
        except Exception as error:
            if not is_outage(error):
                raise


if __name__ == "__main__":
    main(*sys.argv[1:])
