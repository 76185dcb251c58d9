"""What the student's code does to the test's values shows where Python would show it, and proves nothing."""

import pytest

from tests.curriculum.grading.pair import Pair
from tests.curriculum.grading.trusted.judging import ERROR, MANUAL, OK, verdict


@pytest.mark.parametrize(
    ("answer", "test"),
    [
        ("def f(x):\n    x.sort()", "x = [3, 1, 2]\nf(x)\nassert x == [1, 2, 3]"),
        ("def f(x):\n    x['a'] = 1", "x = {}\nf(x)\nassert x == {'a': 1}"),
        ("def f(x):\n    x.add(1)", "x = set()\nf(x)\nassert x == {1}"),
        (
            "def f(x):\n    x[0][0] = 9",
            "row = [1]\nx = [row, [2]]\nf(x)\nassert x == [[9], [2]] and row == [9]",
        ),
        (
            "def f(x):\n    x *= 2",
            "import numpy as np\nx = np.arange(3)\ny = x\nf(x)\nassert y.tolist() == [0, 2, 4]",
        ),
        (
            "def f(d):\n    d['b'] = d['a'] + 1\n    d.drop(columns='a', inplace=True)",
            "import pandas as pd\nd = pd.DataFrame({'a': [1]})\nf(d)\nassert list(d.columns) == ['b'] and d.b[0] == 2",
        ),
        ("def f(*, into):\n    into.append(1)", "x = []\nf(into=x)\nassert x == [1]"),
        (
            "def f(x):\n    x.append(1)\n    raise KeyError",
            "x = []\ntry:\n    f(x)\nexcept KeyError:\n    pass\nassert x == [1]",
        ),
        (
            "class S:\n    def __init__(self, x):\n        self.x = x\n    def push(self, n):\n        self.x.append(n)",
            "x = [1]\ns = S(x)\ns.push(2)\nassert x == [1, 2]\nx.append(3)\nassert s.x == [1, 2, 3] and s.x is x",
        ),
        (
            "class S:\n    def __init__(self, x):\n        self.x = list(x)",
            "x = [1]\ns = S(x)\nx.append(3)\nassert s.x == [1]\ns.x.append(5)\nassert s.x == [1, 5] and x == [1, 3]",
        ),
        (
            "class S:\n    def __init__(self):\n        self.x = [1]\n    def get(self):\n        return list(self.x)",
            "s = S()\ns.get().append(9)\nassert s.get() == [1]",
        ),
        (
            "seen = []\ndef f(n):\n    seen.append(n)",
            "f(1)\nassert seen == [1]\nseen.clear()\nf(2)\nassert seen == [2]",
        ),
        ("def f(x):\n    return sorted(x)", "x = [2, 1]\nassert f(x) == sorted(x) and x == [2, 1]"),
    ],
)
def test_changes_are_seen_on_both_sides(answer: str, test: str, pair: Pair) -> None:
    assert verdict(pair, answer, test).reason is None
    assert verdict(pair, answer, test).outcome == OK


def test_an_object_that_shares_its_inside_is_found_out(pair: Pair) -> None:
    answer = (
        "class S:\n    def __init__(self):\n        self.x = [1]\n    def get(self):\n        return self.x"
    )
    assert verdict(pair, answer, "s = S()\ns.get().append(9)\nassert s.get() == [1]").outcome == ERROR


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        ("x = [3, 1]\nassert f(x) == sorted(x)", MANUAL),
        ("x = [3, 1]\ndef check():\n    y = [3, 1]\n    return f(y) == sorted(y)\nassert check()", MANUAL),
        ("assert all(f(x) == sorted(x) for x in [[3, 1]])", MANUAL),
        ("x = [3, 1]\nassert f(x) == []\nassert len(x) == 0", MANUAL),
        ("x = [3, 1]\nf(x)\nassert x == []", MANUAL),
        ("x = [3, 1]\nf(x)\nassert x == [3, 1]", ERROR),
        ("x = [3, 1]\nassert f(x) == [1, 3]", ERROR),
        ("x = [3, 1]\nf(x)\nx = [1]\nassert x == [1]", OK),
    ],
)
def test_clearing_an_argument_and_returning_it_wins_nothing(test: str, outcome: str, pair: Pair) -> None:
    record = verdict(pair, "def f(x):\n    x.clear()\n    return x", test)
    assert record.outcome == outcome
    if outcome == MANUAL:
        assert record.reason is not None
        assert "Give the function a copy" in record.reason


def test_sorting_in_place_and_returning_is_right_against_a_value_kept_before(pair: Pair) -> None:
    answer = "def f(x):\n    x.sort()\n    return x"
    assert verdict(pair, answer, "x = [3, 1]\nexpected = [1, 3]\nassert f(x) == expected").outcome == OK
