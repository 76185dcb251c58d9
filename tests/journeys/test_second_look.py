"""A hint that costs, two attempts compared, and a second look that an instructor is asked for."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.answers import half, solution
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.platform import Platform

pytestmark = pytest.mark.journey

KEY = "m01-hash-chain"
REASON = "I think that the second test asks for more than the text says."
ANSWER = "The text says it in its last sentence: read that once more."


def test_hints_differences_and_a_second_look(platform: Platform, browser: Browser) -> None:
    add_student(platform, "nora")
    with Lab(browser, platform, "nora", PASSWORD) as nora, Lab(browser, platform, "ines") as ines:
        _take_a_hint(nora)
        _submit_half_and_then_all(nora)
        _compare(nora)
        _ask(nora)
        _answer(ines)
        state = nora.part("regrade-state").first
        expect(state).to_contain_text(ANSWER, timeout=PATIENCE)
        expect(state).to_contain_text("The score stays")
        nora.picture("second-look")


def _take_a_hint(lab: Lab) -> None:
    lab.open(KEY)
    expect(lab.part("hints")).to_contain_text("0 of")
    expect(lab.part("hint")).to_have_count(0)
    lab.part("show-hint").click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("points off every attempt that you submit from now on")
    dialog.get_by_role("button", name="Keep trying").click()
    expect(lab.part("hint")).to_have_count(0)
    lab.part("show-hint").click()
    lab.page.get_by_role("dialog").get_by_role("button", name="Show hint").click()
    expect(lab.part("hint")).to_have_count(1)
    expect(lab.part("hints")).to_contain_text("1 of")


def _submit_half_and_then_all(lab: Lab) -> None:
    for attempt, answers in enumerate((half(KEY), solution(KEY)), start=1):
        for name, source in answers.items():
            lab.type_into(KEY, name, source)
        lab.submit()
        lab.await_result(attempt)
        expect(lab.part("hint-penalty").first).to_contain_text("off")
    lab.page.reload()
    lab.page.wait_for_selector("#coursewright-course")
    expect(lab.part("hint")).to_have_count(1)


def _compare(lab: Lab) -> None:
    lab.part("compare").click()
    lab.page.locator(
        ".lm-TabBar-tab", has_text="Compare:"
    ).click()  # a reload puts its notebook in front, late
    changed = lab.part("cell-diff").first
    expect(changed).to_have_attribute("data-change", "changed")
    expect(changed.locator(".cw-Line.cw-mod-added").first).to_contain_text("+")
    expect(changed.locator(".cw-Line.cw-mod-removed").first).to_contain_text("-")
    lab.picture("compare-attempts")
    lab.part("compare-to").select_option("now")
    lab.part("compare-from").select_option(index=0)
    expect(lab.part("compare-summary")).to_have_text("Your cells are the same in both.")


def _ask(lab: Lab) -> None:
    latest = lab.part("result").locator('[data-testid="cw-regrade"]')
    latest.locator('[data-testid="cw-regrade-ask"]').click()
    lab.part("regrade-reason").fill("Too short.")
    expect(lab.part("regrade-send")).to_be_disabled()
    lab.part("regrade-reason").fill(REASON)
    lab.part("regrade-send").click()
    expect(latest).to_contain_text("Waits for your instructor")
    expect(latest).to_contain_text(REASON)


def _answer(lab: Lab) -> None:
    lab.page.locator(".lm-MenuBar-item", has_text="Course").click()
    lab.page.locator(".lm-Menu-item", has_text="Regrade Requests").click()
    request = lab.part("request").filter(has_text=REASON)
    expect(request).to_be_visible(timeout=PATIENCE)
    lab.picture("regrade-requests")
    request.locator('[data-testid="cw-request-answer"]').fill(ANSWER)
    request.locator('[data-testid="cw-request-send"]').click()
    expect(request).to_have_count(0, timeout=PATIENCE)
