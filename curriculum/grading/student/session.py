"""The student's session: runs cells as a notebook's kernel does, each with a time of its own."""

import asyncio
import contextlib
import contextvars
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from IPython.core.interactiveshell import ExecutionResult

from curriculum.grading.protocol.message import CellRun, Outcome, Output
from curriculum.grading.student.outputs import Outputs
from curriculum.grading.student.shell import Shell, make_shell

Result_T = TypeVar("Result_T")
RING_AGAIN_SECONDS = 0.5
_WARM_UP = ("def warm(x):\n    return 1 / x", "warm(0)", "!true", "print(1)\n1", "await _warm()", "raise")


class CellTimeout(KeyboardInterrupt):
    """The cell used up its time; no `except Exception` holds it."""


class Session:
    """One notebook's names and outputs; made warm before the fork, begun after it."""

    def __init__(self) -> None:
        """Make the shell ready; nothing of a submission is known yet."""
        self._shell: Shell = make_shell()
        self.namespace: dict[str, Any] = self._shell.user_ns
        self._loop = asyncio.new_event_loop()
        self._context = contextvars.Context()

    def warm_up(self) -> None:
        """Run a few cells so that what IPython loads late is there before the fork, and forget them."""
        former = [os.dup(descriptor) for descriptor in (1, 2)]
        streams = sys.stdout, sys.stderr
        self.begin(Path.cwd(), 10_000)
        for source in _WARM_UP:
            self.run_cell(source, 60.0)
        self._shell.reset(new_session=True)  # type: ignore[no-untyped-call]
        self.namespace.update(dict.fromkeys(("__doc__", "__loader__", "__package__", "__spec__")))
        self._loop.close()
        sys.stdout, sys.stderr = streams
        for descriptor, file in zip((1, 2), former, strict=True):
            os.dup2(file, descriptor)
            os.close(file)
        gc.collect()

    def begin(self, folder: Path, most_output: int) -> None:
        """Start in `folder`, with standard input at its end; `most_output` bounds a cell's outputs."""
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
        self._shell.outputs = Outputs(most_output)
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        # A fresh one: what a warm import did to `decimal`, say, is no business of a notebook without it.
        self._context = contextvars.Context()

    def run_cell(self, source: str, seconds: float, count: int | None = None) -> CellRun:
        """Run one cell as a notebook would, and never raise; `count` is the number that its errors show."""
        self._shell.outputs.start()
        if count is not None:
            self._shell.execution_count = count
        started = time.perf_counter()
        outcome = Outcome.ERROR
        try:
            with _bell(seconds):
                task = self._loop.create_task(self._execute(source), context=self._context)
                outcome = _outcome(self._loop.run_until_complete(task))
        except CellTimeout:
            outcome = Outcome.TIMEOUT
            self._drop_tasks()
        except BaseException as error:
            self._shell.outputs.add(_bare(error))
        return CellRun(outcome, time.perf_counter() - started, self._shell.outputs.take())

    def call(self, function: Callable[..., Result_T], *arguments: Any, **named: Any) -> Result_T:
        """Call something with the context variables as the cells left them, `decimal`'s precision for one."""
        return self._context.run(function, *arguments, **named)

    @contextlib.contextmanager
    def captured(self) -> Iterator[list[Output]]:
        """Collect, in order, what code prints and shows inside the `with`, complete when it ends."""
        collected: list[Output] = []
        self._shell.outputs.start()
        try:
            yield collected
        finally:
            collected.extend(self._shell.outputs.take())

    async def _execute(self, source: str) -> ExecutionResult:
        """Like a kernel: the loop already runs, and a cell that awaits is awaited in it."""
        shell, problem = self._shell, None
        try:
            transformed = shell.transform_cell(source)  # type: ignore[no-untyped-call]
        except Exception:
            transformed, problem = source, sys.exc_info()
        known = {"transformed_cell": transformed, "preprocessing_exc_tuple": problem}
        if not shell.should_run_async(source, **known):
            ran: ExecutionResult = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
            return ran
        result = None
        try:
            result = await shell.run_cell_async(source, store_history=True, **known)
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
        return result

    def _drop_tasks(self) -> None:
        """After a time-out in the loop itself; a task that does not let go is left where it is."""
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        with contextlib.suppress(BaseException), _bell(RING_AGAIN_SECONDS):
            self._loop.run_until_complete(asyncio.sleep(0))


def _outcome(result: ExecutionResult) -> Outcome:
    if isinstance(result.error_in_exec, CellTimeout):
        return Outcome.TIMEOUT
    return Outcome.OK if result.success else Outcome.ERROR


@contextlib.contextmanager
def _bell(seconds: float) -> Iterator[None]:
    """Raise CellTimeout in the running code after `seconds`, and again while it goes on."""
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, RING_AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(*_: object) -> None:
    raise CellTimeout("This cell took longer than it may; look for a loop that does not end.")


def _bare(error: BaseException) -> Output:
    name = type(error).__name__
    return {"output_type": "error", "ename": name, "evalue": "", "traceback": [name]}
