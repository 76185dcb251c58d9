"""Tracebacks as IPython writes them into notebooks, without the frames of this engine.

Both grading processes use it: an error that the student's code raised in a test shows first the test's lines,
written by the trusted process, and then the student's, which are the student's word and nothing but text.
"""

import linecache
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from IPython.core.ultratb import FormattedTB
from stack_data.core import Source

CONTEXT = 5
MOST_LINES, LONGEST_LINE = 100, 20_000
_OURS = str(Path(__file__).parent)
_OFTEN = ("numpy._core.fromnumeric", "numpy._core._methods")
"""Where students' errors often pass through, in files that take long to read."""
_CELL_FILE = re.compile(r"(?:File )?((?:\x1b\[[0-9;]*m)*)<(?:test|locked) (\d+)>\.py:(\d+)")

Inner = tuple[list[str], list[str]]
"""What the other process adds: whole errors that came before, and the frames nearest to the error."""
InnerOf = Callable[[BaseException, int], Inner]


class _Tracebacks(FormattedTB):
    """IPython's formatter, with our own frames left out and the other process's put in."""

    inner_of: InnerOf = staticmethod(lambda _error, _context: ([], []))

    def format_exception_as_a_whole(
        self,
        etype: type,
        evalue: BaseException | None,
        etb: TracebackType | None,
        context: int,
        tb_offset: int | None,
    ) -> list[list[str]]:
        """See IPython."""
        [lines] = super().format_exception_as_a_whole(etype, evalue, without_ours(etb), context, tb_offset)
        if evalue is None:
            return [lines]
        last = len(lines) - len(self.format_exception(etype, evalue))  # type: ignore[no-untyped-call]
        before, nearest = self.inner_of(evalue, context)
        return [[*before, *map(_as_cell, lines[:last]), *nearest, *lines[last:]]]


def structured(error: BaseException, inner_of: InnerOf | None = None) -> list[str]:
    """The lines that a notebook keeps of an error and of those that led to it."""
    tracebacks = _Tracebacks(mode="Context", theme_name="neutral", tb_offset=0)  # type: ignore[no-untyped-call]
    if inner_of is not None:
        tracebacks.inner_of = inner_of
    found: list[str] = tracebacks.structured_traceback(type(error), error, error.__traceback__, 0, CONTEXT)
    return found


def inner(error: BaseException, context: int) -> Inner:
    """What this process adds to an error that another one shows."""
    tracebacks = _Tracebacks(mode="Context", theme_name="neutral", tb_offset=0)  # type: ignore[no-untyped-call]
    whole = tracebacks.structured_traceback(type(error), error, error.__traceback__, 0, context)
    [main] = tracebacks.format_exception_as_a_whole(type(error), error, error.__traceback__, context, 0)
    last = len(main) - len(tracebacks.format_exception(type(error), error))  # type: ignore[no-untyped-call]
    return whole[1 : len(whole) - len(main)], main[1:last]


def without_ours(trace: TracebackType | None) -> TracebackType | None:
    """The traceback without this engine's frames and the interpreter's machinery for running a cell."""
    kept: list[TracebackType] = []
    while trace is not None:
        if not trace.tb_frame.f_code.co_filename.startswith(_OURS):
            kept.append(trace)
        trace = trace.tb_next
    found: TracebackType | None = None
    for each in reversed(kept):
        found = TracebackType(found, each.tb_frame, each.tb_lasti, each.tb_lineno)
    return found


def warm_up() -> None:
    """Load what IPython loads late, so that a forked process has it; colours need a source to be loaded."""
    for module in filter(None, map(sys.modules.get, _OFTEN)):
        Source.for_filename(str(module.__file__))
    name, text = "<warm-up>", "def fail(number):\n    assert number == 1, 'no'\n\nfail(2)\n"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    try:
        exec(compile(text, name, "exec"), {})  # noqa: S102 - our own text
    except AssertionError as error:
        structured(error)
    del linecache.cache[name]


def _as_cell(line: str) -> str:
    return _CELL_FILE.sub(lambda match: f"{match[1]}Cell In[{match[2]}], line {match[3]}", line)


def sound(value: object) -> Inner:
    """What came from the other process as lines of text; anything else is dropped."""
    if not isinstance(value, tuple) or len(value) != 2:
        return [], []
    return _lines(value[0]), _lines(value[1])


def _lines(value: object) -> list[str]:
    if not isinstance(value, list):
        return []
    return [line[:LONGEST_LINE] for line in value[:MOST_LINES] if type(line) is str]
