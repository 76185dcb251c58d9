"""Each error says its HTTP status and a short code."""

import re

import pytest

from db import errors


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.CoursewrightError, 500),
        (errors.Forbidden, 403),
        (errors.NotFound, 404),
        (errors.Conflict, 409),
        (errors.TooLarge, 413),
        (errors.Invalid, 422),
        (errors.RateLimited, 429),
        (errors.Unavailable, 503),
    ],
)
def test_an_error_knows_its_status(kind: type[errors.CoursewrightError], status: int) -> None:
    error = kind("It broke; try again.")
    assert (error.status, str(error), error.message) == (
        status,
        "It broke; try again.",
        "It broke; try again.",
    )
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code)


def test_a_code_can_be_narrowed_for_one_error() -> None:
    assert errors.Invalid("Choose a slug.", code="slug_missing").code == "slug_missing"
    assert errors.Invalid.code == "invalid"
