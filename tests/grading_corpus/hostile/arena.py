"""Lets a runner face the hostile notebooks, and tells in words all that went wrong."""

import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from nbformat import NotebookNode

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import Execution, GradingJob, Limits, Runner
from tests.grading_corpus import notebook
from tests.grading_corpus.hostile import attack as attacks
from tests.grading_corpus.hostile.attack import Attack
from tests.grading_corpus.hostile.surroundings import Surroundings, open_surroundings

WALL_SECONDS = 40.0
PATIENCE_SECONDS = 20.0
"""How much longer than its limits a run may take on a busy machine."""


@dataclass(frozen=True)
class Arena:
    """A runner among canaries."""

    runner: Runner
    surroundings: Surroundings

    def face(self, attack: Attack) -> list[str]:
        """Grade the hostile notebook with an honest one beside it; what it gained, harmed or stopped."""
        source = attacks.source_notebook(self.surroundings.places)
        hostile = attacks.submission(attack, self.surroundings.places)
        honest = _honest()
        started = time.monotonic()
        with ThreadPoolExecutor(2) as pool:
            attacked = pool.submit(self._run, hostile, source, attack.seconds)
            beside = pool.submit(self._run, honest, honest, attacks.USUAL_SECONDS)
            execution, neighbour = attacked.result(), beside.result()
        took = time.monotonic() - started
        points = notebook.points_of(hostile, execution)
        return [
            *(f"{name} was given {earned:g} points" for name, earned in points.items() if earned),
            *_incomplete(hostile, execution),
            *self.surroundings.harm(),
            *self.surroundings.leaks(notebook.text_of(hostile, execution)),
            *(
                []
                if sum(notebook.points_of(honest, neighbour).values()) == 1
                else ["a neighbour lost points"]
            ),
            *([f"it took {took:.0f} s"] if took > WALL_SECONDS + PATIENCE_SECONDS else []),
        ]

    def look_from_a_test(self, attack: Attack) -> list[str]:
        """Let the attack run as a test cell, as if it had taken over the process of the tests."""
        probe = notebook.notebook_of(
            [notebook.graded("probe", attacks.code_of(attack, self.surroundings.places), 1)]
        )
        execution = self._run(probe, probe, attack.seconds)
        leaks = self.surroundings.leaks(notebook.text_of(probe, execution), without=("hidden",))
        return [*_incomplete(probe, execution), *self.surroundings.harm(), *leaks]

    def _run(self, submission: NotebookNode, source: NotebookNode, seconds: float) -> Execution:
        limits = Limits(wall_seconds=WALL_SECONDS, cell_seconds=seconds)
        return self.runner.run(GradingJob(submission, source, limits), lambda _done, _total: None)


@contextlib.contextmanager
def open_arena(runner: Runner) -> Iterator[Arena]:
    """An arena whose canaries are gone afterwards."""
    with open_surroundings() as surroundings:
        yield Arena(runner, surroundings)


def _honest() -> NotebookNode:
    test = "assert triple(2) == 6 and triple('ab') == 'ababab'"
    return notebook.notebook_of(
        [notebook.solution("triple", "def triple(x):\n    return 3 * x"), notebook.graded("test", test, 1)]
    )


def _incomplete(submission: NotebookNode, execution: Execution) -> Iterator[str]:
    """Cells without a result, and cells that did not end well and yet show no error."""
    told = [result.index for result in execution.cells]
    if told != [index for index, cell in enumerate(submission.cells) if cell.cell_type == "code"]:
        yield f"only the cells {told} were told of"
    for result in execution.cells:
        is_error = any(output["output_type"] == "error" for output in result.outputs)
        if result.outcome is not Outcome.OK and not is_error:
            yield f"cell {result.index} ended with {result.outcome} and shows no error"
