"""Points follow from outputs exactly as in nbgrader, except where nbgrader gives up."""

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade

from curriculum.grading.mark import CellMark, write_cell_mark
from curriculum.grading.protocol.message import Outcome
from curriculum.grading.score import automatic_points, is_absurd
from tests.factories.classroom import code, mark, plain, text
from tests.factories.moment import NOON

QUIET = logging.getLogger("quiet")
SHOWN = st.one_of(
    st.floats(-5, 5).map(str),
    st.sampled_from(["nan", "True", "'2'", " 1 ", "1_0", "array(2)", "3", "0", "-0.0", "1e-3", "two"]),
)
RESULTS = st.one_of(SHOWN, st.lists(SHOWN, min_size=1, max_size=2)).map(
    lambda shown: {"output_type": "execute_result", "data": {"text/plain": shown}, "metadata": {}}
)
STREAMS = st.sampled_from(["stdout", "stderr"]).map(
    lambda name: {"output_type": "stream", "name": name, "text": "x"}
)
ERRORS = st.just({"output_type": "error", "ename": "E", "evalue": "", "traceback": []})


def judged(*outputs: dict[str, Any], points: float = 3) -> NotebookNode:
    cell = code("assert x", **mark("test", grade=True, locked=True, points=points))  # type: ignore[arg-type]
    cell.outputs = [plain(**output) for output in outputs]
    return cell


@given(st.lists(st.one_of(RESULTS, STREAMS, ERRORS), max_size=3))
def test_a_test_cell_is_worth_what_nbgrader_says(outputs: list[dict[str, Any]]) -> None:
    cell = judged(*outputs)
    try:
        expected, _ = determine_grade(cell, QUIET)
    except ValueError:
        expected = 0
    assert automatic_points(cell) == expected


@pytest.mark.parametrize("shown", ["7", "inf", "", None, []])
def test_a_value_at_which_nbgrader_gives_up_is_worth_nothing(shown: object) -> None:
    cell = judged({"output_type": "execute_result", "data": {"text/plain": shown}, "metadata": {}})
    with pytest.raises((ValueError, KeyError)):
        determine_grade(cell, QUIET)
    assert automatic_points(cell) == 0
    assert is_absurd(cell)


def test_an_untouched_answer_is_worth_nothing_and_a_written_one_waits() -> None:
    cell = text("YOUR ANSWER HERE", **mark("essay", grade=True, solution=True, points=5))
    cell.metadata["nbgrader"]["checksum"] = compute_checksum(cell)
    assert automatic_points(cell) == determine_grade(cell)[0] == 0
    cell.source = "Because."
    assert automatic_points(cell) is determine_grade(cell)[0] is None


def test_what_only_a_person_can_judge_waits_for_one() -> None:
    cell = judged({"output_type": "error", "ename": "Refused", "evalue": "", "traceback": []})
    write_cell_mark(cell, CellMark(Outcome.MANUAL), NOON)
    assert automatic_points(cell) is None
