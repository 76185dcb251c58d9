"""What a failed test says: a reason for the student, and an error output as a notebook keeps it."""

import contextlib
from types import TracebackType

from curriculum.grading.frames import InnerOf, structured
from curriculum.grading.protocol.message import Output
from curriculum.grading.trusted.verdict import FailedInside, Stuck

MOST_CHARACTERS = 2_000


def reason_for(error: BaseException) -> str | None:
    """A sentence that holds nothing of a hidden test but what its author wrote for the student."""
    if isinstance(error, FailedInside) and error.__cause__ is not None:
        return reason_for(error.__cause__)
    if isinstance(error, Stuck):
        return error.sentence
    if isinstance(error, AssertionError):
        return _assertion(error)
    if _is_from_student(error):
        told = text_of(error)
        return _cut(f"Your code raised {name_of(error)}{': ' + told if told else ''}.")
    if isinstance(error, NameError) and error.name:
        return _cut(f"The name {error.name} is not defined.")
    return f"The test stopped with {name_of(error)}."


def _assertion(error: AssertionError) -> str | None:
    if not _is_written_in_test(error.__traceback__):
        return "The result differs from what the test expects."
    return _cut(text_of(error)) or None


def _is_written_in_test(trace: TracebackType | None) -> bool:
    """Whether an `assert` or `raise` of the notebook failed, and no library's comparison."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals.get("__name__") == "__main__"


def _is_from_student(error: BaseException) -> bool:
    """Whether S raised it, which its last frame in T shows."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    module = trace.tb_frame.f_globals.get("__name__", "") if trace else ""
    return str(module) == "curriculum.grading.trusted.student"


def name_of(error: BaseException) -> str:
    """The name of the exception's class."""
    return type(error).__name__[:100]


def text_of(error: BaseException) -> str:
    """The exception's text; one that raises itself has none."""
    try:
        return str(error)
    except BaseException:
        return ""


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def error_output(error: BaseException, inner_of: InnerOf | None = None) -> Output:
    """The error as nbformat spells it, with the lines of the notebook that led to it."""
    cause = error.__cause__ if isinstance(error, FailedInside) and error.__cause__ else error
    name, told = name_of(cause), _cut(text_of(cause))
    return {"output_type": "error", "ename": name, "evalue": told, "traceback": _lines(cause, inner_of)}


def _lines(error: BaseException, inner_of: InnerOf | None) -> list[str]:
    if not isinstance(error, Stuck):
        with contextlib.suppress(Exception):  # an exception of the notebook may upset IPython's formatter
            return structured(error, inner_of)
    return [f"{name_of(error)}: {_cut(text_of(error))}"]
