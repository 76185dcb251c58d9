"""Hints, comparisons and regrade requests in a real JupyterLab, with the fake service behind them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.coursewright_lab import fake_course
from tests.coursewright_lab.browsing import (
    browser_page,
    findings,
    run_command,
    show_lab,
    write_answer,
)
from tests.coursewright_lab.running import RunningLab, RunningService

pytestmark = pytest.mark.journey

KEY = "m01-hash-chain"
HALF, WHOLE = "def link(block):\n    return half(block)", "def link(block):\n    return sha256(block)"
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")
REASON = "The second test fails though my link is right."


@pytest.fixture
def page(first_day: None, full_lab: RunningLab) -> Iterator[Page]:
    """A learner on her first day."""
    with browser_page() as page:
        show_lab(page, full_lab)
        yield page


def open_exercise(page: Page) -> None:
    page.locator(f'.cw-Tree [data-key="{KEY}"] .cw-Row-title').click()
    expect(page.locator(f'[data-testid="cw-submit"][data-key="{KEY}"]')).to_be_visible()


def submit(page: Page, answer: str, attempt: int) -> None:
    write_answer(page, answer)
    page.get_by_test_id("cw-submit").click()
    expect(page.locator(f'[data-testid="cw-result"][data-attempt="{attempt}"]')).to_be_visible()


def test_a_hint_is_shown_after_its_price_was_taken(page: Page) -> None:
    open_exercise(page)
    hints = page.get_by_test_id("cw-hints")
    expect(hints).to_contain_text("0 of 2 shown")
    button = page.get_by_test_id("cw-show-hint")
    expect(button).to_have_text("Show hint 1 (1 point)")
    button.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("It takes 1 of 10 points off every attempt that you submit from now on.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_test_id("cw-hint")).to_have_count(0)
    button.click()
    dialog.get_by_role("button", name="Show hint").click()
    expect(page.get_by_test_id("cw-hint")).to_have_text(fake_course.HINT.replace("`", ""))
    expect(hints).to_contain_text("they take 1 point off your next attempts")
    expect(button).to_have_text("Show hint 2 (free)")
    assert findings(page) == []


def test_a_hint_that_does_not_come_is_said(page: Page, shared_service: RunningService) -> None:
    open_exercise(page)
    shared_service.state.faults[f"exercises/{KEY}/hints/1"] = ["500"]
    page.get_by_test_id("cw-show-hint").click()
    page.get_by_role("dialog").get_by_role("button", name="Show hint").click()
    expect(page.get_by_test_id("cw-hints").get_by_role("alert")).to_be_visible()
    expect(page.get_by_test_id("cw-hint")).to_have_count(0)


def test_two_attempts_and_the_notebook_as_it_is_are_compared(page: Page) -> None:
    open_exercise(page)
    expect(page.get_by_test_id("cw-compare")).to_have_count(0)
    submit(page, HALF, 1)
    submit(page, WHOLE, 2)
    page.get_by_test_id("cw-compare").click()
    cell = page.locator('[data-testid="cw-cell-diff"][data-name="link"]')
    expect(cell).to_have_attribute("data-change", "changed")
    expect(cell.locator(".cw-Line.cw-mod-removed")).to_have_text("-Removed: " + "    return half(block)")
    expect(cell.locator(".cw-Line.cw-mod-added")).to_have_text("+Added: " + "    return sha256(block)")
    expect(page.get_by_test_id("cw-compare-summary")).to_have_text("1 cell changed")
    page.get_by_test_id("cw-compare-from").select_option("s2")
    expect(page.get_by_test_id("cw-compare-summary")).to_have_text("Your cells are the same in both.")
    page.get_by_test_id("cw-compare-to").select_option("now")
    expect(page.get_by_test_id("cw-compare-summary")).not_to_be_empty()
    assert findings(page) == []


def test_a_request_is_kept_while_it_is_written_and_shown_when_answered(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    open_exercise(page)
    submit(page, HALF, 1)
    page.get_by_test_id("cw-regrade-ask").click()
    field = page.get_by_test_id("cw-regrade-reason")
    expect(field).to_be_focused()
    field.fill("Too short.")
    expect(page.get_by_test_id("cw-regrade-send")).to_be_disabled()
    field.fill(REASON)
    show_lab(page, full_lab)
    open_exercise(page)
    page.get_by_test_id("cw-regrade-ask").click()
    expect(field).to_have_value(REASON)
    shared_service.state.faults["submissions/s1/regrade-requests"] = ["500"]
    page.get_by_test_id("cw-regrade-send").click()
    expect(page.get_by_test_id("cw-regrade").get_by_role("alert")).to_be_visible()
    expect(field).to_have_value(REASON)
    page.get_by_test_id("cw-regrade-send").click()
    state = page.get_by_test_id("cw-regrade-state")
    expect(state).to_contain_text("Waits for your instructor")
    assert findings(page) == []

    regrade = shared_service.state.submissions[0]["regrade"]
    regrade.update(
        decision="kept", answer="The test is right.", answered_at="2026-11-20T12:00:00Z", answered_by="Ines"
    )
    shared_service.say(
        {"type": "regrade", "user": "ada", "submission_id": "s1", "key": KEY, "state": "answered"}
    )
    expect(state).to_contain_text("The score stays · Ines")
    expect(state).to_contain_text("The test is right.")
    expect(page.get_by_test_id("cw-regrade-ask")).to_have_text("Ask for another look")


def test_staff_answers_requests_and_others_never_see_them(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    visible = "window.jupyterapp.commands.isVisible('coursewright:open-regrade-requests')"
    assert page.evaluate(visible) is False
    state = shared_service.state
    state.username = "ines"
    state.requests_of_staff = [
        fake_course.staff_regrade("r1"),
        fake_course.staff_regrade("r2", latest_attempt=2),
    ]
    show_lab(page, full_lab)
    assert page.evaluate(visible) is True
    run_command(page, "coursewright:open-regrade-requests")
    first = page.locator('[data-testid="cw-request"][data-id="r1"]')
    second = page.locator('[data-testid="cw-request"][data-id="r2"]')
    expect(first).to_contain_text("The second test fails for me alone.")
    expect(second.get_by_label("Grade it again")).to_be_disabled()
    expect(first.get_by_test_id("cw-request-send")).to_be_disabled()
    first.get_by_label("Grade it again").check()
    first.get_by_label("Answer to Bob").fill("You are right, it runs again.")
    assert findings(page) == []
    first.get_by_test_id("cw-request-send").click()
    expect(first).to_have_count(0)
    assert (state.requests_of_staff[0]["decision"], state.requests_of_staff[0]["answer"]) == (
        "regraded",
        "You are right, it runs again.",
    )
    page.get_by_role("button", name="Answered").click()
    expect(first).to_contain_text("Graded again · Ines")
    expect(second).to_have_count(0)


def test_staff_is_told_of_a_new_request(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.username = "ines"
    show_lab(page, full_lab)
    run_command(page, "coursewright:open-regrade-requests")
    expect(page.get_by_test_id("cw-requests")).to_contain_text("Nobody waits for an answer.")
    shared_service.state.requests_of_staff = [fake_course.staff_regrade("r1")]
    shared_service.say(
        {"type": "regrade", "user": "bob", "submission_id": "s1", "key": KEY, "state": "asked"}
    )
    expect(page.locator('[data-testid="cw-request"][data-id="r1"]')).to_be_visible()


def test_a_locked_exercise_says_what_opens_it_and_takes_no_submission(
    page: Page, shared_service: RunningService
) -> None:
    open_exercise(page)
    shared_service.state.lock_reason = "Complete Blockchain Foundations first."
    run_command(page, "coursewright:refresh")
    expect(page.get_by_test_id("cw-locked")).to_have_text("Complete Blockchain Foundations first.")
    expect(page.get_by_test_id("cw-panel-submit")).to_be_disabled()


def choose_theme(page: Page, theme: str) -> None:
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_hints_requests_and_comparisons(page: Page, theme: str) -> None:
    choose_theme(page, theme)
    open_exercise(page)
    page.get_by_test_id("cw-show-hint").click()
    page.get_by_role("dialog").get_by_role("button", name="Show hint").click()
    expect(page.get_by_test_id("cw-hint")).to_be_visible()
    submit(page, HALF, 1)
    submit(page, WHOLE, 2)
    page.get_by_test_id("cw-result").get_by_test_id("cw-regrade-ask").click()
    page.get_by_test_id("cw-regrade-reason").fill(REASON)
    assert findings(page) == []
    page.get_by_test_id("cw-regrade-send").click()
    expect(page.get_by_test_id("cw-regrade-state")).to_contain_text("Waits for your instructor")
    page.get_by_test_id("cw-compare").click()
    expect(page.get_by_test_id("cw-cell-diff")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_the_requests_of_a_cohort(
    page: Page, full_lab: RunningLab, shared_service: RunningService, theme: str
) -> None:
    shared_service.state.username = "ines"
    shared_service.state.requests_of_staff = [
        fake_course.staff_regrade("r1"),
        fake_course.staff_regrade("r2", latest_attempt=2),
    ]
    show_lab(page, full_lab)
    choose_theme(page, theme)
    run_command(page, "coursewright:open-regrade-requests")
    expect(page.get_by_test_id("cw-request")).to_have_count(2)
    assert findings(page) == []
