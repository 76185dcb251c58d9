"""Text and pickles that the student's code made are never code in the process of the tests."""

from collections.abc import Iterator

import pytest

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import CellResult
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON
from tests.factories.grading import graded, run

AGREEABLE = "type('Yes', (), {'__eq__': lambda self, other: True})()"


@pytest.fixture(scope="module")
def runner() -> Iterator[TwoProcessRunner]:
    """The engine."""
    with TwoProcessRunner(STUDENT_PYTHON) as made:
        yield made


def verdict(runner: TwoProcessRunner, student: str, test: str) -> CellResult:
    """How a test of a student's cell ends."""
    return run(runner, student, graded(test)).cells[-1]


def test_the_tests_own_text_is_evaluated_with_its_own_names(runner: TwoProcessRunner) -> None:
    test = (
        "def check():\n    here = 4\n    assert eval('double(here)') == 8\n"
        "check()\nexec('seen = double(1)')\nassert seen == 2"
    )
    assert verdict(runner, "def double(x):\n    return 2 * x", test).outcome is Outcome.OK


def test_a_students_text_is_evaluated_where_it_is_at_home(runner: TwoProcessRunner) -> None:
    student = (
        "class P:\n    def __init__(self, x):\n        self.x = x\n"
        "    def __repr__(self):\n        return f'P({self.x})'"
    )
    assert verdict(runner, student, "assert eval(repr(P(7))).x == 7").outcome is Outcome.OK
    for text in (AGREEABLE, "expected", "__import__('sys')._getframe(1).f_globals['expected']"):
        made = verdict(
            runner, f"def show(x):\n    return {text!r}", "expected = [1]\nassert eval(show(1)) == expected"
        )
        assert made.outcome is not Outcome.OK, text


@pytest.mark.parametrize("test", ["exec(text)", "eval(compile(text, 'x', 'exec'))", "eval(text, {'a': 1})"])
def test_a_students_text_as_code_is_left_to_a_person(runner: TwoProcessRunner, test: str) -> None:
    told = verdict(runner, "text = 'print(1)'", test)
    assert told.outcome is Outcome.MANUAL
    assert "runs text as code" in str(told.reason)


def test_a_students_text_may_become_a_tree(runner: TwoProcessRunner) -> None:
    test = "import ast\nassert isinstance(ast.parse(text).body[0], ast.Assign)"
    assert verdict(runner, "text = 'x = 1'", test).outcome is Outcome.OK


def test_the_examples_of_a_students_docstring_are_not_run(runner: TwoProcessRunner) -> None:
    student = "def f(x):\n    '''\n    >>> raise SystemExit\n    '''"
    test = "import doctest\ndoctest.run_docstring_examples(f, {})"
    assert verdict(runner, student, test).outcome is Outcome.MANUAL


@pytest.mark.parametrize(
    "load", ["pickle.loads(data)", "pickle.load(io.BytesIO(data))", "pickle._loads(data)"]
)
def test_a_pickle_may_hold_data_and_nothing_that_acts(runner: TwoProcessRunner, load: str) -> None:
    test = f"import io, pickle\nassert {load} == [1, {{'a': (2.5, None)}}]"
    honest = "import pickle\ndata = pickle.dumps([1, {'a': (2.5, None)}])"
    assert verdict(runner, honest, test).outcome is Outcome.OK
    hostile = (
        "import pickle\nclass Yes:\n    def __reduce__(self):\n"
        f"        return eval, ({AGREEABLE!r},)\ndata = pickle.dumps(Yes())"
    )
    told = verdict(runner, hostile, test)
    assert told.outcome is Outcome.MANUAL
    assert "builtins.eval" in str(told.reason)
