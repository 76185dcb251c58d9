"""A name in a test is the test's own, Python's, or the student's, in this order and everywhere."""

import pytest

from tests.curriculum.grading.pair import Pair
from tests.curriculum.grading.trusted.judging import (
    ERROR,
    MANUAL,
    OK,
    cells,
    graded,
    judge,
    locked,
    outcomes,
    verdict,
)

ANSWER = "def double(x):\n    return 2 * x\n\nvalue = 21\nitems = [1, 2]"


@pytest.mark.parametrize("test", cells("the_students_names_are_found_everywhere", "test"))
def test_the_students_names_are_found_everywhere(test: str, pair: Pair) -> None:
    assert verdict(pair, ANSWER, test).reason is None
    wrong = ANSWER.replace("2 * x", "3 * x").replace("value", "valeur").replace("double", "triple")
    assert verdict(pair, wrong, test).outcome == ERROR


def test_a_missing_name_is_a_name_error_that_says_which(pair: Pair) -> None:
    record = verdict(pair, "x = 1", "assert average([1]) == 1")
    assert (record.outcome, record.reason) == (ERROR, "The name average is not defined.")
    assert record.outputs[-1]["ename"] == "NameError"


def test_the_students_shadows_do_not_reach_the_tests_own_names(pair: Pair) -> None:
    answer = (
        "def double(x):\n    return 0\n"
        "len = sum = abs = isinstance = print = all = any = lambda *a: True\n"
        "expected = check = 0\n"
        "class AssertionError(Exception): pass\n"
    )
    test = (
        "expected = 4\ndef check(x):\n"
        "    return abs(x - expected) < 1e-9 and len('abc') == 3\nassert check(double(2))"
    )
    solution = "def double(x):\n    return 2 * x"
    assert outcomes(pair, answer, graded(test), solution=solution) == [OK, ERROR]


def test_a_builtin_that_the_solution_defines_is_the_students(pair: Pair) -> None:
    right, wrong = "def sum(values):\n    return 42", "def sum(values):\n    return 1"
    assert verdict(pair, right, "assert sum([1]) == 42").outcome == OK
    assert verdict(pair, wrong, "assert sum([1]) == 42").outcome == ERROR


def test_modules_and_locked_data_come_from_the_instructor(pair: Pair) -> None:
    given = "import math\ndata = [1, 2, 3]\ndef close(a, b):\n    return math.isclose(a, b)"
    answer = (
        "import math\nmath.isclose = lambda *a, **k: True\ndata = [0]\nclose = lambda a, b: True\n"
        "def total(values):\n    return 0"
    )
    solution = "def total(values):\n    return sum(values)"
    test = graded("assert close(total(data), 6) and data == [1, 2, 3]")
    assert outcomes(pair, locked(given), solution, test)[-1] == OK
    assert outcomes(pair, locked(given), answer, test, solution=solution)[-1] == ERROR


def test_locked_data_that_the_solution_changes_is_the_students(pair: Pair) -> None:
    test = graded("assert data == [1, 2, 3, 4] and total == 10")
    assert outcomes(pair, locked("data = [1, 2, 3]"), "data.append(4)\ntotal = sum(data)", test)[-1] == OK


def test_a_locked_cell_that_needs_the_students_work_runs_in_her_process_alone(pair: Pair) -> None:
    cells = (
        "calls = []\ndef f(x):\n    calls.append(x)\n    return x",
        locked("shown = f(1)\ndef twice(x):\n    return f(f(x))\nagain = twice(2)"),
        graded("assert shown == 1 and again == 2 and twice(3) == 3\nassert calls == [1, 2, 2, 3, 3]"),
    )
    assert outcomes(pair, *cells)[-1] == OK


def test_what_a_test_gives_to_a_name_of_the_solution_reaches_the_students_code(pair: Pair) -> None:
    answer = "total = 0\ndef add(n):\n    global total\n    total += n\n    return total"
    cells = (
        answer,
        graded("total = 100\nadd(3)\nassert total == 103\ntotal += 1\nassert add(1) == 105"),
        graded("assert total == 105\ndel total\ntotal = 5\nassert add(1) == 6"),
    )
    assert outcomes(pair, *cells) == [OK, OK, OK]


def test_other_names_of_a_test_never_reach_the_student(pair: Pair) -> None:
    answer = "expected = None\ndef f(x):\n    return expected"
    solution = "def f(x):\n    return x + 1"
    assert outcomes(pair, answer, graded("expected = 8\nassert f(7) == expected"), solution=solution) == [
        OK,
        ERROR,
    ]


def test_names_of_one_test_are_there_for_the_next(pair: Pair) -> None:
    assert outcomes(pair, "x = 2", graded("kept = x + 1"), graded("assert kept == 3")) == [OK, OK, OK]


def test_a_module_that_the_student_alone_imported_is_not_asked_to_judge(pair: Pair) -> None:
    answer = "import math as judge\njudge.isclose = lambda a, b: True"
    record = judge(pair, answer, graded("assert judge.isclose(1, 2)"), solution="")[-1]
    assert record.outcome == MANUAL
    assert record.reason is not None
    assert "Import it in the test" in record.reason


def test_a_locked_cell_that_fails_in_the_trusted_process_is_not_believed_from_the_student(pair: Pair) -> None:
    given = "import os\nkey = open('made-by-the-student.txt').read()"
    answer = "x = 1"
    cells = (
        "open('made-by-the-student.txt', 'w').write('k')",
        locked(given),
        answer,
        graded("assert key == 'k'"),
    )
    record = judge(pair, *cells)[-1]
    assert record.outcome == MANUAL
    assert record.reason is not None
    assert "could not be made where the tests run" in record.reason


def test_the_history_is_the_submissions_text(pair: Pair) -> None:
    assert (
        verdict(
            pair, "def f():\n    return sum([1])", "assert 'sum' in In[-1] and 'for' not in In[-1]"
        ).outcome
        == OK
    )
