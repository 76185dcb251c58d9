"""A hint that costs, two attempts compared, and a second look that an instructor is asked for and gives."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.answers import half, solution
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.formgrader import follow, mark
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.platform import Platform

pytestmark = pytest.mark.journey

KEY, WRITTEN = "m01-hash-chain", "why-the-forger-fails"
REASON = "My sentence about the forger names the work, and nobody has marked it yet."
ANSWER = "You are right, and say whose work it is: 4 of 5 points."


def test_hints_differences_and_a_second_look(platform: Platform, browser: Browser) -> None:
    add_student(platform, "nora")
    with Lab(browser, platform, "nora", PASSWORD) as nora, Lab(browser, platform, "ines") as ines:
        _take_a_hint(nora)
        _submit_half_and_then_all(nora)
        _compare(nora)
        _open_requests(ines)
        _ask(nora)
        request = ines.part("request").filter(has_text=REASON)
        expect(request).to_be_visible(timeout=PATIENCE)  # without a reload
        ines.pictures("regrade-requests")
        before = _points(nora)
        formgrader = follow(ines.page, request.get_by_role("button", name="Open formgrader"))
        mark(formgrader, platform, "nora", KEY, WRITTEN, "4")
        expect(nora.part("score").locator(".cw-Result-points")).to_have_text(
            f"{before + 4:g}", timeout=PATIENCE
        )
        _answer(request)
        state = nora.part("regrade-state").first
        expect(state).to_contain_text(ANSWER, timeout=PATIENCE)  # without a reload
        expect(state).to_contain_text("Marked by hand")
        state.scroll_into_view_if_needed()
        nora.pictures("second-look")


def _points(lab: Lab) -> float:
    return float(lab.part("score").locator(".cw-Result-points").inner_text())


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
    lab.show_tab("Compare:")  # a reload puts its notebook in front, late
    changed = lab.part("cell-diff").first
    expect(changed).to_have_attribute("data-change", "changed")
    expect(changed.locator(".cw-Line.cw-mod-added").first).to_contain_text("+")
    expect(changed.locator(".cw-Line.cw-mod-removed").first).to_contain_text("-")
    lab.pictures("compare", tab="Compare:")
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


def _open_requests(lab: Lab) -> None:
    lab.page.locator(".lm-MenuBar-item", has_text="Course").click()
    lab.page.locator(".lm-Menu-item", has_text="Regrade Requests").click()
    expect(lab.part("requests").first).to_be_visible(timeout=PATIENCE)


def _answer(request: Locator) -> None:
    request.get_by_label("I marked it by hand in formgrader").check()
    request.get_by_test_id("cw-request-answer").fill(ANSWER)
    request.get_by_test_id("cw-request-send").click()
    expect(request).to_have_count(0, timeout=PATIENCE)
