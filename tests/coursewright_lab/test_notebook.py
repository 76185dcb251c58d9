"""What a delivered notebook may be called."""

import pytest

from coursewright_lab.errors import ServiceAway
from coursewright_lab.notebook import read_delivery, read_mark
from tests.coursewright_lab import fake_course

GOOD = {
    "key": "m01-hash-chain",
    "module": "m01-foundations",
    "version": fake_course.VERSION,
    "notebook": fake_course.notebook("m01-hash-chain", "exercise"),
}


def test_a_notebook_goes_into_the_folder_of_its_module() -> None:
    delivery = read_delivery(GOOD)
    assert delivery.path == "courses/m01-foundations/m01-hash-chain.ipynb"
    assert (
        delivery.beside_path
        == f"courses/m01-foundations/m01-hash-chain (version {fake_course.VERSION}).ipynb"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"key": "../.bashrc"},
        {"key": ""},
        {"module": ".."},
        {"module": "a/b"},
        {"module": None},
        {"version": "../../x"},
        {"version": 7.5},
        {"notebook": "text"},
        {"notebook": None},
    ],
)
def test_no_odd_answer_becomes_a_path(change: dict[str, object]) -> None:
    with pytest.raises(ServiceAway):
        read_delivery(GOOD | change)


@pytest.mark.parametrize("answer", [None, [], "x", 3, {}])
def test_an_answer_of_another_shape_is_refused(answer: object) -> None:
    with pytest.raises(ServiceAway):
        read_delivery(answer)


@pytest.mark.parametrize("notebook", [None, {}, {"metadata": []}, {"metadata": {"coursewright": "x"}}])
def test_a_notebook_of_the_learners_own_has_no_mark(notebook: object) -> None:
    assert read_mark(notebook) == {}
