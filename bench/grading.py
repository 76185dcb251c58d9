"""How long a class takes to grade: this engine and stock nbgrader in turn, on the same submissions."""

import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench.row import Row, timed
from hub.settings import Settings
from tests.grading_corpus.honest.corpus import Exercise, exercises
from tests.grading_corpus.honest.course import Course

SCALE = float(os.environ.get("COURSEWRIGHT_BENCH_SCALE", "1"))
"""Less than 1 for a try-out: 0.1 grades 2 and 10 submissions, one round each."""

SIZES = (20, 100)
ROUNDS = {20: 3, 100: 1}
EXERCISE = "class"
BARE = """
import json, os, sys, time
import numpy, pandas
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
os.chdir(sys.argv[1])
shell.run_cell("1")
paths, cores = sys.argv[3:], int(sys.argv[2])
started = time.perf_counter()
running = 0
for path in paths:
    if running == cores:
        os.wait()
        running -= 1
    if os.fork() == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        for cell in json.load(open(path))["cells"]:
            if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade"):
                shell.run_cell(cell["source"], store_history=False)
        os._exit(0)
    running += 1
while running:
    os.wait()
    running -= 1
print(time.perf_counter() - started)
"""


@dataclass(frozen=True)
class Pair:
    """One round: the whole commands of both engines on the same submissions, in seconds."""

    stock: float
    ours: float


def rows() -> Iterator[Row]:
    """Measure both engines and the margin of each submission."""
    rounds = {}
    for size in SIZES:
        count = max(round(size * SCALE), 2)
        with tempfile.TemporaryDirectory() as folder:
            course = _course(Path(folder), count)
            pairs = [_round(course) for _ in range(ROUNDS[size] if SCALE >= 1 else 1)]
            rounds[size] = (count, pairs)
            bare = _bare(course)
        yield from _speed(count, pairs)
    (few, pairs), (many, more) = (rounds[size] for size in SIZES)
    margin = (median(p.ours for p in more) - median(p.ours for p in pairs)) / (many - few)
    floor = bare / many
    note = f"{1000 * margin:.1f} ms at the margin, {1000 * floor:.1f} ms for the student's cells alone"
    yield Row("time beyond the student's own cells", 1000 * (margin - floor), "ms a submission", note)


def _course(folder: Path, count: int) -> Course:
    """A course with one assignment of 17 cells that imports numpy and pandas."""
    course = Course(folder, Settings.from_env().student_python)
    course.make()
    exercise = _read()
    course.add(exercise, itertools.islice(exercise.submissions(), count))
    return course


def _read() -> Exercise:
    return next(each for each in exercises(Path(__file__).parent) if each.name == EXERCISE)


def _round(course: Course) -> Pair:
    """Both engines from the same start: an assignment that was never graded."""
    fresh = (course.root / "gradebook.db").read_bytes()
    seconds = []
    for command in (
        ["nbgrader", "autograde", EXERCISE],
        ["coursewright", "grade", "--course", ".", EXERCISE],
    ):
        seconds.append(timed(partial(course.run, *command)))
        shutil.rmtree(course.root / "autograded")
        (course.root / "gradebook.db").write_bytes(fresh)
    return Pair(*seconds)


def _speed(count: int, pairs: Sequence[Pair]) -> Iterator[Row]:
    stock, ours = (median(getattr(pair, kind) for pair in pairs) for kind in ("stock", "ours"))
    yield Row(f"stock nbgrader, {count} submissions", stock, "s", f"{stock / count:.2f} s each")
    yield Row(f"this engine, {count} submissions", ours, "s", f"{ours / count:.2f} s each, whole command")
    ratios = [pair.stock / pair.ours for pair in pairs]
    note = f"{min(ratios):.1f}-{max(ratios):.1f} in {len(pairs)} rounds, the same cores"
    yield Row(f"times as fast at {count}", median(ratios), "times", note)


def _bare(course: Course) -> float:
    """The floor: the students' cells alone, in forks of one warm process, one for each core."""
    paths = sorted(course.root.glob(f"submitted/*/{EXERCISE}/*.ipynb"))
    cores = str(len(os.sched_getaffinity(0)))
    folder = str(course.root / "source" / EXERCISE)
    command = [str(course.python), "-c", BARE, folder, cores, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]))
