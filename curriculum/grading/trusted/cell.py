"""Runs one test cell in T and says how it ended."""

import ast
import asyncio
import inspect
import linecache
import sys
import time
import types
import warnings
from dataclasses import dataclass
from typing import Any

from curriculum.grading.protocol.message import WARNING, Outcome, Output
from curriculum.grading.trusted import analysis, errors, outputs, patches, text
from curriculum.grading.trusted.alarm import alarm
from curriculum.grading.trusted.display import Display, Stream
from curriculum.grading.trusted.names import Home
from curriculum.grading.trusted.reason import error_output, reason_for
from curriculum.grading.trusted.verdict import StudentGone

_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a test cell ended, and what it showed."""

    outcome: Outcome
    seconds: float
    outputs: list[Output]
    reason: str | None


class Bench:
    """Where test cells run, one after the other, with the names that they share."""

    def __init__(self, home: Home) -> None:
        """Take over this process's standard streams."""
        self._home = home
        self._student = home.student
        self._streams = Stream("stdout"), Stream("stderr")
        self._display = Display()
        self._student.show = self._show
        patches.install(home, self._show_values)

    def run(self, source: str, count: int, seconds: float) -> Verdict:
        """Run a cell; `count` is its execution count."""
        started = time.perf_counter()
        was_gone = self._student.link.gone is not None
        error = self._attempt(text.plain(source), count, seconds, is_quiet=text.is_quiet(source))
        stuck = self._student.link.stuck
        final = stuck if stuck is not None else error
        shown = self._display.outputs
        if final is None:
            return Verdict(Outcome.OK, time.perf_counter() - started, shown, None)
        shown.append(error_output(final, self._student.frames_of))
        outcome = stuck.outcome if stuck is not None else Outcome.ERROR
        if was_gone and isinstance(stuck, StudentGone):
            outcome = Outcome.NOT_RUN
        return Verdict(outcome, time.perf_counter() - started, shown, reason_for(final))

    def _attempt(self, source: str, count: int, seconds: float, *, is_quiet: bool) -> BaseException | None:
        self._display = Display()
        for stream in self._streams:
            stream.display = self._display
        former = sys.stdout, sys.stderr, sys.stdin
        sys.stdout, sys.stderr = self._streams
        self._student.link.begin(seconds)
        self._student.shared.forget()
        patches.follow_libraries(self._student)
        self._student.patches.clear()
        self._student.filters = warnings.filters
        try:
            with alarm(seconds, self._student.link):
                self._execute(source, count, is_quiet=is_quiet)
        except BaseException as error:
            return error
        finally:
            sys.stdout, sys.stderr, sys.stdin = former
        return None

    def _execute(self, source: str, count: int, *, is_quiet: bool) -> None:
        name = f"<test {count}>.py"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        tree = ast.parse(source, name)
        self._student.comparable = analysis.compared_classes(tree)
        self._student.expects_stop = "StopIteration" in source
        self._home.begin(analysis.names_of(tree))
        self._home.evaluation.learn(tree)
        *body, last = tree.body or [ast.Pass(lineno=1, col_offset=0)]
        if not isinstance(last, ast.Expr):
            self._run(ast.Module([*body, last], []), name)
        else:
            self._run(ast.Module(body, []), name)
            value = self._run(ast.Expression(last.value), name)
            if not is_quiet:
                self._display.result(value, count)
        self._home.end()

    def _run(self, tree: ast.Module | ast.Expression, name: str) -> Any:
        mode = "exec" if isinstance(tree, ast.Module) else "eval"
        code = compile(tree, name, mode, flags=_FLAGS, dont_inherit=True)
        if code.co_flags & inspect.CO_COROUTINE:
            function = types.FunctionType(code, self._home.globals)
            return asyncio.run(function())
        return eval(code, self._home.globals)  # noqa: S307 - the instructor's own text

    def _show_values(self, *values: Any, **options: Any) -> None:
        self._display.display(*values, **options)

    def _show(self, shown: list[Output]) -> None:
        """What the student's code printed goes where the test's own prints go, its warnings likewise."""
        for output in shown:
            if type(output) is dict and output.get("output_type") == WARNING:
                _warn(output)
        for output in outputs.sound(shown):
            if output["output_type"] == "stream":
                stream = sys.stderr if output["name"] == "stderr" else sys.stdout
                stream.write(output["text"])
            elif output["output_type"] == "display_data":
                self._display.add(output)


def _warn(output: Output) -> None:
    text = output.get("text")
    category = errors.loaded(output.get("module"), output.get("name"))
    if type(text) is str:
        known = category if category is not None and issubclass(category, Warning) else UserWarning
        warnings.warn_explicit(text, known, "<notebook>", 1, module="__main__", registry={})
