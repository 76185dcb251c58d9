"""How a test may end: its message, its exceptions, its time, its points, and what the student is told."""

import pytest

from tests.curriculum.grading.pair import Pair
from tests.curriculum.grading.trusted.judging import (
    ERROR,
    KILLED,
    NOT_RUN,
    OK,
    TIMEOUT,
    cells,
    graded,
    judge,
    outcomes,
    verdict,
)


@pytest.mark.parametrize(
    ("test", "reason"), cells("the_reason_holds_nothing_of_the_test_but_its_message", "test", "reason")
)
def test_the_reason_holds_nothing_of_the_test_but_its_message(
    test: str, reason: str | None, pair: Pair
) -> None:
    record = verdict(pair, "def f(x):\n    return 1 / x", test)
    assert (record.outcome, record.reason) == (ERROR, reason)
    assert record.outputs[-1]["output_type"] == "error"


@pytest.mark.parametrize("test", cells("exceptions_are_expected_as_ever", "test"))
def test_exceptions_are_expected_as_ever(test: str, pair: Pair) -> None:
    answer = """
class Poor(ArithmeticError):
    def __init__(self, missing):
        super().__init__("poor", missing)
        self.missing = missing
    def __str__(self):
        return "POOR"
def f(x):
    if x == 99:
        raise Poor(5)
    if x < 0:
        raise ValueError("below zero")
    return x
"""
    record = verdict(pair, answer, test)
    assert (record.outcome, record.reason) == (OK, None)
    harmless = "class Poor(Exception):\n    pass\ndef f(x):\n    return 7"
    if "f([])" not in test and "KeyError" not in test:
        assert verdict(pair, harmless, test).outcome == ERROR


@pytest.mark.parametrize("answer", cells("an_assertion_inside_a_call_back_cannot_be_swallowed", "answer"))
def test_an_assertion_inside_a_call_back_cannot_be_swallowed(answer: str, pair: Pair) -> None:
    test = "def check(x):\n    assert x == 3, 'Hand over 3.'\nassert f(check) == 4"
    record = verdict(pair, answer, test)
    assert (record.outcome, record.reason) == (ERROR, "Hand over 3.")


def test_an_assertion_inside_a_students_context_manager_cannot_be_swallowed(pair: Pair) -> None:
    answer = (
        "import contextlib\ndef quiet():\n    return contextlib.suppress(BaseException)\n"
        "def f():\n    return 1"
    )
    assert verdict(pair, answer, "with quiet():\n    assert f() == 2").outcome == ERROR
    assert verdict(pair, answer, "with quiet():\n    raise KeyError").outcome == OK


@pytest.mark.parametrize(
    "name",
    ["StopIteration", "__import__('unittest').SkipTest", "SystemExit", "GeneratorExit", "KeyboardInterrupt"],
)
def test_no_exception_of_the_students_ends_a_test_as_a_pass(name: str, pair: Pair) -> None:
    answer = f"def f(x):\n    raise {name}()"
    mapped = "assert all(map(lambda x: f(x) == 2 * x, [1, 2]))"
    case = (
        "import unittest, io\nclass Test(unittest.TestCase):\n    def test(self):\n"
        "        self.assertEqual(f(2), 2)\n"
        "tests = unittest.defaultTestLoader.loadTestsFromTestCase(Test)\n"
        "ran = unittest.TextTestRunner(stream=io.StringIO()).run(tests)\n"
        "assert ran.wasSuccessful()"
    )
    assert outcomes(pair, answer, graded(mapped), graded(case)) == [OK, ERROR, ERROR]


def test_the_value_of_the_last_line_is_partial_credit(pair: Pair) -> None:
    records = judge(
        pair, "def f(x):\n    return x", graded("print('so far')\npoints = 0.5 * f(1)\npoints"), graded("1;")
    )
    assert [output["output_type"] for output in records[1].outputs] == ["stream", "execute_result"]
    assert records[1].outputs[1]["data"]["text/plain"] == "0.5"
    assert records[2].outputs == []


def test_prints_of_the_student_are_among_the_tests_outputs_and_can_be_caught(pair: Pair) -> None:
    answer = "def hello():\n    print('hello')\n    return 1"
    test = (
        "import io\nfrom contextlib import redirect_stdout\ncaught = io.StringIO()\n"
        "with redirect_stdout(caught):\n    hello()\nassert caught.getvalue() == 'hello\\n'\n"
        "print('a')\nhello()\nprint('b')"
    )
    assert verdict(pair, answer, test).outputs == [
        {"output_type": "stream", "name": "stdout", "text": "a\nhello\nb\n"}
    ]


@pytest.mark.parametrize("test", cells("input_seeds_mocks_and_warnings_reach_across", "test"))
def test_input_seeds_mocks_and_warnings_reach_across(test: str, pair: Pair) -> None:
    answer = (
        "import random, time, warnings\nimport numpy as np\n"
        "def ask():\n    return int(input('n? ')) + int(input('m? '))\n"
        "def rolls():\n    return [random.random() for _ in range(3)]\n"
        "def draws():\n    return np.random.rand(3).tolist()\n"
        "def wait():\n    time.sleep(1000)\n"
        "def old():\n    warnings.warn('old', DeprecationWarning)\n"
    )
    record = verdict(pair, answer, test)
    assert (record.outcome, record.reason) == (OK, None)


def test_input_without_an_answer_is_at_its_end(pair: Pair) -> None:
    assert verdict(pair, "def f():\n    return input()", "f()").outputs[-1]["ename"] == "EOFError"


def test_plots_are_looked_at_where_they_are(pair: Pair) -> None:
    given = "import matplotlib.pyplot as plt\nimport numpy as np"
    answer = "fig, ax = plt.subplots()\nax.plot([1, 2], [3, 4], label='a')\nax.set_title('T')"
    test = (
        "from matplotlib.axes import Axes\n"
        "assert isinstance(ax, Axes) and ax.get_title() == 'T' and plt.gcf() is fig\n"
        "np.testing.assert_array_equal(ax.lines[0].get_xydata(), [[1, 3], [2, 4]])\n"
        "assert [line.get_label() for line in plt.gca().get_lines()] == ['a']"
    )
    assert verdict(pair, answer, test, given).reason is None
    assert verdict(pair, answer.replace("'T'", "'U'"), test, given).outcome == ERROR


def test_endless_loops_end_on_both_sides_and_the_next_test_counts(pair: Pair) -> None:
    cells = (
        (
            "def spin():\n    while True:\n        try:\n            pass\n"
            "        except Exception:\n            pass\ndef one():\n    return 1"
        ),
        graded("spin()"),
        graded("assert one() == 1"),
        graded("while one():\n    pass"),
        graded("try:\n    while True:\n        pass\nexcept BaseException:\n    pass"),
        graded("assert one() == 1"),
    )
    assert outcomes(pair, *cells, seconds=0.6) == [OK, TIMEOUT, OK, TIMEOUT, TIMEOUT, OK]


def test_when_the_student_is_gone_the_rest_is_not_run(pair: Pair) -> None:
    records = judge(
        pair,
        "x = 1",
        graded("assert x == 1"),
        "import os\nos._exit(0)",
        graded("assert x == 1"),
        "y = 2",
        graded("try:\n    assert y == 2\nexcept BaseException:\n    pass"),
        graded("assert 1 == 1"),
    )
    assert [record.outcome for record in records] == [OK, OK, KILLED, NOT_RUN, NOT_RUN, NOT_RUN, OK]
    assert all(record.outputs[-1]["output_type"] == "error" for record in records[2:6])


def test_a_student_that_dies_in_a_test_is_told_apart_from_a_wrong_answer(pair: Pair) -> None:
    answer = "import os\ndef f():\n    os._exit(0)"
    assert outcomes(pair, answer, graded("try:\n    f()\nexcept BaseException:\n    pass")) == [OK, KILLED]
