"""The audit tells every test cell that pays for nothing, and no other."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from curriculum.grading.audit import Finding, Flaw, audit
from curriculum.grading.runner import Runner
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON
from tests.grading_corpus import notebook

PLANTED: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("cells.toml").read_text())


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """The grading engine."""
    with TwoProcessRunner(STUDENT_PYTHON) as runner:
        yield runner


def assignment(*parts: tuple[str, str], given: str = "", points: float = 1) -> NotebookNode:
    """A notebook of solutions, each with its test."""
    cells = [notebook.given("given", given)]
    for number, (solution, test) in enumerate(parts):
        cells.append(notebook.solution(f"solution-{number}", solution))
        cells.append(notebook.graded(f"test-{number}", test, points))
    return notebook.notebook_of(cells)


def findings_of(planted: dict[str, Any], runner: Runner) -> list[Finding]:
    """What the audit says of one planted cell."""
    given, points = planted.get("given", ""), planted.get("points", 1)
    return audit(assignment((planted["solution"], planted["test"]), given=given, points=points), runner)


@pytest.mark.parametrize("planted", PLANTED["weak"], ids=lambda planted: planted["name"])
def test_a_weak_test_cell_is_told_with_what_it_pays_for(planted: dict[str, Any], runner: Runner) -> None:
    [finding] = findings_of(planted, runner)
    assert (finding.flaw, finding.grade_id, finding.cell) == (Flaw.WEAK, "test-0", 2)
    assert planted["paid"] in finding.stand_ins
    assert 0 < finding.points <= finding.max_points
    assert str(finding).startswith("test 'test-0': it gives ")


@pytest.mark.parametrize("planted", PLANTED["strong"], ids=lambda planted: planted["name"])
def test_a_strong_test_cell_is_not_told(planted: dict[str, Any], runner: Runner) -> None:
    assert findings_of(planted, runner) == []


def test_a_test_is_tried_with_the_rest_of_the_solution_right(runner: Runner) -> None:
    """With everything replaced, the first assertion would hide that the second proves nothing of `outer`."""
    inner = "def inner(x):\n    return x + 1"
    outer = "def outer(x):\n    return inner(x) * 2"
    weak = "assert inner(1) == 2 and inner(5) == 6\nassert outer(3) is not None"
    [finding] = audit(assignment((inner, "assert inner(2) == 3 and inner(0) == 1"), (outer, weak)), runner)
    assert finding.grade_id == "test-1"
    assert "an answer of 0" in finding.stand_ins


def test_a_test_of_a_later_function_is_not_blamed_for_an_earlier_one(runner: Runner) -> None:
    inner = "def inner(x):\n    return x + 1"
    outer = "def outer(x):\n    return inner(x) * 2"
    strong = "assert outer(3) == 2 * inner(3)\nassert outer(0) == 2 and outer(4) == 10"
    assert audit(assignment((inner, "assert inner(2) == 3 and inner(0) == 1"), (outer, strong)), runner) == []


def test_a_solution_that_fails_its_own_test_is_told(runner: Runner) -> None:
    [finding] = audit(assignment(("def one():\n    return 2", "assert one() == 1, 'One is 1.'")), runner)
    assert finding.flaw is Flaw.BROKEN
    assert "AssertionError: One is 1." in finding.advice or "One is 1." in finding.advice
    assert finding.advice.endswith("correct the solution or the test")


def test_a_test_that_the_engine_leaves_to_a_person_is_told(runner: Runner) -> None:
    card = (
        "class Card:\n    def __init__(self, n):\n        self.n = n\n\n"
        "    def __eq__(self, other):\n        return self.n == other.n"
    )
    [finding] = audit(assignment((card, "assert Card(1) == Card(1)\nassert Card(1) != Card(2)")), runner)
    assert finding.flaw is Flaw.REFUSED
    assert "student_compares" in finding.advice


def test_a_notebook_without_tests_has_no_findings(runner: Runner) -> None:
    assert audit(notebook.notebook_of([notebook.solution("s", "x = 1")]), runner) == []
