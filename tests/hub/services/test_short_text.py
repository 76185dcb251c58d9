"""Which short answers need no person."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.repositories.answer_key import AnswerKey
from hub.services import short_text


def key(
    correct: str = "A model answer.",
    accepts: tuple[str, ...] = (),
    number: float | None = None,
    tolerance: float = 0,
) -> AnswerKey:
    return AnswerKey(uuid.uuid4(), correct, None, {}, (), accepts, number, tolerance)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("60", True),
        (" 60. ", True),
        ("60 blocks", True),
        ("about 60", True),
        ("60.0", True),
        ("6e1", True),
        ("6 x 10^1", True),
        ("6 × 10**1 blocks", True),  # noqa: RUF001
        ("+60", True),
        ("61", False),
        ("-60", False),
        ("6", False),
        ("61 blocks", None),  # who writes a unit may mean another one
        ("sixty", None),
        ("59 + 1", None),
        ("60 or 61", None),
        ("", False),
        ("   ", False),
    ],
)
def test_a_figure_is_decided_by_its_value(answer: str, verdict: bool | None) -> None:
    assert short_text.decide(answer, key(number=60)) is verdict


@pytest.mark.parametrize(
    "answer", ["2,500,000", "2 500 000", "2'500'000", "2.500.000", "2500000", "2.5e6", "2_500_000"]
)
def test_thousands_may_be_parted_in_any_way(answer: str) -> None:
    assert short_text.decide(answer, key(number=2_500_000)) is True


@pytest.mark.parametrize("answer", ["12.1", "12,1", "12.1 days", "11.5", "12.75", "≈ 12.1"])
def test_a_figure_may_miss_by_the_tolerance(answer: str) -> None:
    assert short_text.decide(answer, key(number=12.1, tolerance=0.65)) is True


@pytest.mark.parametrize(
    ("answer", "number"),
    [("−30", -30), ("-30.0", -30), ("$0.08", 0.08), ("0.1", 0.1), (".5", 0.5)],  # noqa: RUF001
)
def test_signs_currencies_and_decimals_are_read(answer: str, number: float) -> None:
    assert short_text.decide(answer, key(number=number)) is True


@pytest.mark.parametrize("answer", ["proof of stake", " Proof  of\nSTAKE. ", "PROOF OF STAKE"])
def test_an_accepted_text_is_right_however_it_is_spelled(answer: str) -> None:
    assert short_text.decide(answer, key(accepts=("Proof of Stake", "PoS"))) is True


def test_a_text_that_nobody_listed_waits_for_a_person() -> None:
    assert short_text.decide("stake", key(accepts=("proof of stake",))) is None
    assert short_text.decide("It depends.", key()) is None


def test_an_accepted_text_of_a_figure_counts_too() -> None:
    assert short_text.decide("2.5 trillion", key(accepts=("2.5 trillion",), number=2.5e12)) is True
    assert short_text.decide("2.5 billion", key(accepts=("2.5 trillion",), number=2.5e12)) is None


@given(st.text(max_size=200), st.floats(allow_nan=False, allow_infinity=False))
def test_whatever_is_written_gets_a_verdict(answer: str, number: float) -> None:
    assert short_text.decide(answer, key(number=number, tolerance=0.1)) in {True, False, None}


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_a_number_written_in_full_is_right(number: float) -> None:
    assert short_text.decide(repr(number), key(number=number)) is True
