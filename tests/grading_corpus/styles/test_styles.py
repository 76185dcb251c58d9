"""Test cells as courses write them are judged as plain Python judges them, or say what to change."""

from collections.abc import Iterator

import pytest

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import CellResult, GradingJob, Limits, Runner
from tests.grading_corpus import notebook
from tests.grading_corpus.styles.style import STYLES, TEST, Style

LIMITS = Limits(wall_seconds=60.0, cell_seconds=20.0)


def judge(runner: Runner, style: Style, answer: str, test: str) -> tuple[float, CellResult]:
    """The points of an answer, and what the test cell did."""
    submission = style.submission(answer, test)
    execution = runner.run(GradingJob(submission, style.source(test), LIMITS), lambda _done, _total: None)
    return notebook.points_of(submission, execution)[TEST], execution.cells[-1]


def cases() -> Iterator[object]:
    """Each test cell that can be judged, as it is written or after the change that was asked for."""
    for style in STYLES:
        test = style.test if style.change is None else style.instead
        if test is not None:
            yield pytest.param(style, test, id=str(style))


def test_there_are_more_than_a_hundred_styles() -> None:
    assert len({(style.topic, style.name) for style in STYLES}) == len(STYLES) >= 170


@pytest.mark.parametrize(("style", "test"), list(cases()))
def test_answers_earn_what_plain_python_gives_them(
    style: Style, test: str, engine: Runner, plain_python: Runner
) -> None:
    right, told = judge(engine, style, style.right, test)
    assert right == judge(plain_python, style, style.right, test)[0] == style.points, told
    wrong, told = judge(engine, style, style.wrong, test)
    assert wrong == judge(plain_python, style, style.wrong, test)[0] < style.points, told


@pytest.mark.parametrize("style", [style for style in STYLES if style.change], ids=str)
def test_a_cell_that_cannot_be_judged_goes_to_a_person_and_says_what_to_change(
    style: Style, engine: Runner
) -> None:
    _, told = judge(engine, style, style.right, style.test)
    assert told.outcome is Outcome.MANUAL
    assert str(style.change) in (told.reason or "")
