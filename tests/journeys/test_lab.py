"""The whole path in real browsers: a student learns and submits, her instructor marks, and she sees it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.answers import solution
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import Lab
from tests.journeys.platform import Platform

pytestmark = pytest.mark.journey

KEY = "m01-hash-chain"
LESSON = "m01-l1-ledgers"


def test_a_student_learns_submits_and_sees_points_with_reasons(platform: Platform, browser: Browser) -> None:
    solved = solution(KEY)
    add_student(platform, "edda")
    with Lab(browser, platform, "edda", PASSWORD) as lab:
        lab.open(LESSON)
        lab.row(LESSON).locator('[data-testid="cw-toggle-done"]').click()
        expect(lab.row(LESSON)).to_have_attribute("data-status", "completed")
        lab.pictures("course-panel")

        lab.open(KEY)
        lab.submit()
        lab.await_result(1)
        assert lab.outcome("seal-follows-the-recipe") in {"failed", "error"}

        lab.type_into(KEY, "make-seal", solved["make-seal"])
        lab.submit()
        lab.await_result(2)
        assert lab.outcome("seal-follows-the-recipe") == "passed"
        assert lab.outcome("chain-grows") in {"failed", "error"}
        expect(lab.part("score").first).to_contain_text("2")
        lab.pictures("exercise")

        for name, source in solved.items():
            lab.type_into(KEY, name, source)
        lab.submit()
        lab.await_result(3)
        expect(lab.part("score").first).to_contain_text("10")
        expect(lab.row(KEY)).to_contain_text("10")


def test_work_typed_before_a_reload_is_still_there(platform: Platform, browser: Browser) -> None:
    with Lab(browser, platform, "ada") as lab:
        lab.open("b1-encapsulate", module="atom_state")
        lab.page.keyboard.press("Control+S")
        lab.page.reload()
        lab.page.wait_for_selector("#coursewright-course")
        lab.open("b1-encapsulate", module="atom_state")
        expect(lab.part("exercise")).to_have_attribute("data-key", "b1-encapsulate")
