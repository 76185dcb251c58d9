"""The review of the day in a real JupyterLab and a real browser, with the fake service behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.coursewright_lab.browsing import (
    LOST,
    browser_page,
    findings,
    run_command,
    show_lab,
    wait_until_kept,
)
from tests.coursewright_lab.fake_quiz import MODEL, SECRET
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, RunningService

pytestmark = pytest.mark.journey

THEMES = ("JupyterLab Light", "JupyterLab Dark")


@pytest.fixture
def page(first_day: None, full_lab: RunningLab, shared_service: RunningService) -> Iterator[Page]:
    """A learner to whom a choice and a short answer come back today."""
    shared_service.state.quizzes.due = ["q-copies", "q-votes"]
    with browser_page(LOST) as page:
        show_lab(page, full_lab)
        expect(page.locator(".jp-Launcher")).to_be_focused()  # a starting Lab gives it the focus, at last
        yield page


def open_review(page: Page) -> None:
    """Open the review from the Course panel."""
    page.get_by_test_id("cw-open-review").click()
    expect(page.get_by_test_id("cw-card")).to_be_visible()


def test_the_keyboard_alone_leads_through_the_review_and_its_schedule_is_shown(page: Page) -> None:
    press = page.keyboard.press
    due = page.get_by_test_id("cw-review-due")
    expect(due).to_contain_text("2 concepts to go")
    page.get_by_test_id("cw-open-review").focus()
    press("Enter")
    panel = page.locator(".cw-ReviewPanel")
    expect(page.locator(".cw-Card-title")).to_be_visible()
    expect(panel).not_to_contain_text(SECRET)
    panel.locator(".cw-Question-text").click()
    press("c")
    expect(page.get_by_role("radio", name="three")).to_be_checked()
    press("Enter")
    expect(page.locator(".cw-Card-title")).to_be_focused()
    expect(page.locator(".cw-Card-title")).to_contain_text("Right")
    expect(panel).to_contain_text(SECRET)
    expect(page.get_by_test_id("cw-comes-back")).to_contain_text("copies comes back in 3 days")
    press("Enter")
    expect(page.locator('[data-testid="cw-question"][data-type="short-answer"]')).to_be_visible()
    press("Tab")
    page.keyboard.insert_text("Names are free.")
    press("Control+Enter")
    expect(page.get_by_test_id("cw-model-answer")).to_contain_text(MODEL.replace("**", ""))
    page.get_by_test_id("cw-missed-it").focus()
    press("Enter")
    expect(page.locator(".cw-Card-title")).to_contain_text("Missed")
    expect(page.get_by_test_id("cw-comes-back")).to_contain_text("comes back tomorrow")
    press("Enter")
    expect(page.get_by_test_id("cw-review-done")).to_contain_text("That is all for today.")
    expect(page.get_by_test_id("cw-coming")).to_contain_text("in 3 days")
    expect(due).to_contain_text("Done for today")


def test_what_was_typed_outlives_a_reload_and_a_lost_connection(page: Page, full_lab: RunningLab) -> None:
    open_review(page)
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    page.get_by_test_id("cw-next").click()
    field = page.get_by_role("textbox", name="Why must votes cost something?")
    field.fill("Because names are free.")
    wait_until_kept(page, full_lab, "cw-review:")
    page.goto(f"{full_lab.url}/lab?token={JUPYTER_TOKEN}")
    expect(field).to_have_value("Because names are free.")
    page.context.set_offline(True)
    page.get_by_test_id("cw-answer").click()
    error = page.locator(".cw-ReviewPanel").get_by_test_id("cw-error")
    expect(error).to_be_visible()
    page.context.set_offline(False)
    expect(field).to_have_value("Because names are free.")
    error.get_by_role("button", name="Retry").click()
    expect(page.get_by_test_id("cw-had-it")).to_be_visible()


def test_a_verdict_that_fails_is_tried_again(page: Page, shared_service: RunningService) -> None:
    shared_service.state.quizzes.due = ["q-votes"]
    run_command(page, "coursewright:refresh")
    open_review(page)
    page.get_by_test_id("cw-question").get_by_role("textbox").fill("Names are free.")
    page.get_by_test_id("cw-answer").click()
    shared_service.state.faults["review/answers/given-card-q-votes/verdict"] = ["500"]
    page.get_by_test_id("cw-had-it").click()
    error = page.locator(".cw-ReviewPanel").get_by_test_id("cw-error")
    error.get_by_role("button", name="Retry").click()
    expect(page.locator(".cw-Card-title")).to_contain_text("Right")


def test_nothing_stands_in_the_course_panel_before_anything_was_missed(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.quizzes.due = []
    show_lab(page, full_lab)
    run_command(page, "coursewright:open-review")
    expect(page.get_by_test_id("cw-review-done")).to_contain_text("Nothing is due today")
    expect(page.get_by_test_id("cw-review-due")).to_have_count(0)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_the_review(page: Page, theme: str) -> None:
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    open_review(page)
    expect(page.locator(".cw-Markdown .jp-RenderedMarkdown:empty")).to_have_count(0)
    assert findings(page) == []
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("cw-solution")).to_be_visible()
    assert findings(page) == []
