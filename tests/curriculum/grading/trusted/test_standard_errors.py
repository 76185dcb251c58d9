"""Exceptions of Python's own reach a test as they are, with the text and attributes that tests look at."""

from collections.abc import Iterator

import pytest

from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON
from tests.factories.grading import graded, outcomes, run


@pytest.fixture(scope="module")
def runner() -> Iterator[TwoProcessRunner]:
    """The engine."""
    with TwoProcessRunner(STUDENT_PYTHON) as made:
        yield made


@pytest.mark.parametrize(
    ("raising", "check"),
    [
        (
            "open('nowhere.txt')",
            "type(e) is FileNotFoundError and e.errno == 2 and e.filename == 'nowhere.txt'",
        ),
        ("raise OSError('no')", "type(e) is OSError and str(e) == 'no'"),
        ("raise PermissionError(13, 'no', 'file')", "str(e) == \"[Errno 13] no: 'file'\""),
        ("raise TimeoutError", "isinstance(e, OSError) and e.args == ()"),
        ("b'\\xff'.decode()", "e.start == 0 and 'invalid start byte' in str(e)"),
        ("raise SystemExit(3)", "e.code == 3"),
        ("compile('(', 'x', 'exec')", "e.lineno == 1 and 'never closed' in str(e)"),
        ("import subprocess; subprocess.run(['false'], check=True)", "e.returncode == 1"),
        ("raise ExceptionGroup('both', [ValueError(1)])", "type(e.exceptions[0]) is ValueError"),
        ("import urllib.error; raise urllib.error.URLError('why')", "e.reason == 'why'"),
    ],
)
def test_an_exception_is_caught_as_in_one_process(runner: TwoProcessRunner, raising: str, check: str) -> None:
    test = f"try:\n    act()\nexcept BaseException as e:\n    assert {check}\nelse:\n    raise ValueError"
    after = graded("assert later() == 5", "after")
    student = f"def act():\n    {raising}\ndef later():\n    return 5"
    assert outcomes(run(runner, student, graded(test), after)) == ["ok", "ok", "ok"]
